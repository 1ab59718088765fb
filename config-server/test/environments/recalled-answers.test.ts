import assert from 'node:assert/strict';
import { fail } from '@vernal/core';
import { parseConfigFile } from '../../src/domain/config-file.ts';
import type { ParseFile } from '../../src/ports/file-parsing.ts';
import { createSurroundings, startServer } from '../rollout/rollout-rig.ts';

describe('an answer that is remembered', () => {
  it('holds until its label moves, for those who were told of no other commit', async () => {
    const surroundings = createSurroundings();
    const { repository } = surroundings;
    const first = await repository.push({ 'orders.yml': 'a: 1\n' });
    const server = await startServer(surroundings);
    const answer = await server.get('orders');
    assert.ok(answer.ok);
    const recall = (told?: string) => server.environments.recall(answer.value, told)?.revision;
    assert.deepEqual([recall(), recall(first), recall('another')], [first, first, undefined]);
    await repository.push({ 'orders.yml': 'a: 2\n' });
    assert.equal(recall(), undefined);
    await server.stop();
  });

  it('does not hold where the machine had no time for the newest commit, which is tried again', async () => {
    const surroundings = createSurroundings();
    const { repository } = surroundings;
    let isBusy = false;
    const parse: ParseFile = async (path, bytes) =>
      isBusy
        ? fail({ path, position: '', problem: 'takes too much time', isPassing: true })
        : parseConfigFile(path, bytes);
    const server = await startServer(surroundings, { parse });
    const first = await repository.push({ 'orders.yml': 'a: 1\n' });
    await server.get('orders');
    const second = await repository.push({ 'orders.yml': 'a: 2\n' });
    isBusy = true;
    const held = await server.get('orders');
    assert.ok(held.ok);
    assert.equal(held.value.revision, first);
    assert.equal(server.environments.recall(held.value, undefined), undefined);
    isBusy = false;
    const answer = await server.get('orders');
    assert.equal(answer.ok && answer.value.revision, second);
    await server.stop();
  });

  it('does not hold where its label moved while it was made', async () => {
    const surroundings = createSurroundings();
    const { repository } = surroundings;
    const first = await repository.push({ 'orders.yml': 'a: 1\n' });
    const server = await startServer(surroundings);
    const filesOf = repository.files.bind(repository);
    repository.files = async (commit) => {
      repository.files = filesOf;
      await repository.push({ 'orders.yml': 'a: 2\n' });
      return filesOf(commit);
    };
    const answer = await server.get('orders');
    assert.ok(answer.ok);
    assert.equal(answer.value.revision, first);
    assert.equal(server.environments.recall(answer.value, undefined), undefined);
    await server.stop();
  });
});

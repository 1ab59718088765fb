import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { settle } from '@vernal/core/testing';
import type { MemoryRepository } from '../memory-repository.ts';
import { createSurroundings, startServer } from './rollout-rig.ts';

const APPLICATIONS = Array.from({ length: 20 }, (_, index) => `app-${index}`);

/** Counts how often each file is read: a resolution reads every file that nobody has read before. */
function countReads(repository: MemoryRepository): () => number {
  const read = repository.read.bind(repository);
  let count = 0;
  repository.read = (objectId) => {
    count += 1;
    return read(objectId);
  };
  return () => {
    const counted = count;
    count = 0;
    return counted;
  };
}

describe('a thousand clients that ask at once after a push', () => {
  it('cost one resolution for each application, profile and label', async () => {
    const surroundings = createSurroundings();
    const files = (version: number) =>
      Object.fromEntries(APPLICATIONS.map((name) => [`${name}.yml`, `of: ${name} ${version}\n`]));
    await surroundings.repository.push(files(1));
    const server = await startServer(surroundings);
    for (const name of APPLICATIONS) await server.get(name);
    const resolutions = server.countResolutions();
    const reads = countReads(surroundings.repository);

    const commit = await surroundings.repository.push(files(2));
    const asking = Array.from({ length: 1_000 }, (_, index) =>
      server.get(APPLICATIONS[index % APPLICATIONS.length] ?? '', 'default', commit),
    );
    await server.sweep.runNow();
    const answers = await Promise.all(asking);
    await settle();

    assert.ok(answers.every((answer) => answer.ok && answer.value.revision === commit));
    assert.equal(resolutions(), APPLICATIONS.length);
    assert.equal(reads(), APPLICATIONS.length);
    await server.stop();
  });

  it('cost none where the push concerns others', async () => {
    const surroundings = createSurroundings();
    await surroundings.repository.push({ 'app-0.yml': 'a: 1\n', 'other.yml': 'b: 1\n' });
    const server = await startServer(surroundings);
    await server.get('app-0');
    const resolutions = server.countResolutions();
    await surroundings.repository.push({ 'app-0.yml': 'a: 1\n', 'other.yml': 'b: 2\n' });
    await server.sweep.runNow();
    await Promise.all(Array.from({ length: 100 }, () => server.get('app-0')));
    assert.equal(resolutions(), 0);
    await server.stop();
  });
});

describe('clients that name the commit they were told of', () => {
  it('cost no look-up of that commit once it is in force', async () => {
    const surroundings = createSurroundings();
    await surroundings.repository.push({ 'app-0.yml': 'a: 1\n' });
    const server = await startServer(surroundings);
    await server.get('app-0');
    const commit = await surroundings.repository.push({ 'app-0.yml': 'a: 2\n' });
    const { mock: asked } = mock.method(surroundings.repository, 'commitOf');
    const lookUps = () => asked.calls.filter((call) => call.arguments[0] === commit).length;
    await server.get('app-0', 'default', commit);
    const before = lookUps();
    await Promise.all(Array.from({ length: 100 }, () => server.get('app-0', 'default', commit)));
    assert.deepEqual([before, lookUps()], [1, 1]);
    await server.stop();
  });
});

describe('more keys than vernal.config.max-known-keys', () => {
  it('are all answered right; of those beyond nobody is told, which is counted and logged once', async () => {
    const surroundings = createSurroundings();
    await surroundings.repository.push({ 'application.yml': 'a: 1\n' });
    const server = await startServer(surroundings, { maxKnownKeys: 10 });
    const names = Array.from({ length: 30 }, (_, index) => `app-${index}`);
    for (const name of names) assert.ok((await server.get(name)).ok);
    const commit = await surroundings.repository.push({ 'application.yml': 'a: 2\n' });
    await server.sweep.runNow();
    const answers = await Promise.all(names.map((name) => server.get(name)));
    assert.ok(answers.every((answer) => answer.ok && answer.value.revision === commit));
    assert.deepEqual(
      server.knownKeys.all().map(({ application }) => application),
      names.slice(0, 10),
    );
    assert.equal(server.knownKeys.turnedAway, 40);
    const warnings = server.logger.lines.filter(({ level }) => level === 'warn');
    assert.deepEqual(
      warnings.map(({ fields }) => fields['limit']),
      [10],
    );
    await server.stop();
  });
});

import assert from 'node:assert/strict';
import { fail, silentLogger } from '@vernal/core';
import fc from 'fast-check';
import { parseConfigFile } from '../../src/domain/config-file.ts';
import { EnvironmentResolver } from '../../src/environments/environment-resolver.ts';
import { backendOf } from '../backend-fixture.ts';
import { MemoryRepository } from '../memory-repository.ts';

const PATHS = [
  'application.yml',
  'application-prod.yml',
  'orders.yml',
  'orders-prod.properties',
  'orders-eu.yml',
  'billing.yml',
  'teams/orders/orders.yml',
  'teams/a/application.yml',
  'common/db.yml',
  'README.md',
];
const CONTENTS = [
  'a: 1\n',
  'a: 2\n',
  'b: 1\n',
  'spring.config.import: common/db.yml\nc: 1\n',
  'spring.config.import: optional:orders-eu.yml\n',
  'spring.profiles.include: eu\n',
  'spring.profiles.group.prod: eu\n',
  'spring.config.activate.on-profile: prod\na: 3\n',
  'a: [\n',
];
const KEYS = ['orders', 'billing', 'orders,billing'].flatMap((application) =>
  ['default', 'prod', 'prod,eu'].map((profiles) => ({ application, profiles, label: null })),
);

/** A commit as what it changes: a file gets a content, or goes. */
const change = fc.record({
  path: fc.constantFrom(...PATHS),
  content: fc.option(fc.constantFrom(...CONTENTS), { nil: undefined }),
});
const history = fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 8 });
const searchPaths = fc.subarray(['teams/{application}', 'teams/*', 'common'], { minLength: 0 });

function createResolver(): EnvironmentResolver {
  return new EnvironmentResolver({ overrides: [], logger: silentLogger });
}

describe('what was resolved at another commit', () => {
  it('is reused only where a full resolution gives the same', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(history, searchPaths, async (commits, searchPaths) => {
        const repository = new MemoryRepository();
        const backend = { ...backendOf(repository), searchPaths: ['/', ...searchPaths] };
        const reusing = createResolver();
        const files: Record<string, string> = {};
        for (const changes of commits) {
          for (const { path, content } of changes) {
            if (content === undefined) delete files[path];
            else files[path] = content;
          }
          const at = [{ backend, label: 'main', commit: await repository.push(files) }];
          for (const key of KEYS) {
            const outcome = await reusing.resolve(key, at);
            assert.deepEqual(outcome, await createResolver().resolve(key, at));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is the same object where a commit touches nothing that is read', async () => {
    const repository = new MemoryRepository();
    const backend = backendOf(repository);
    const files = {
      'orders.yml': 'spring.config.import: common/db.yml\n',
      'common/db.yml': 'a: 1\n',
    };
    const resolver = createResolver();
    const key = { application: 'orders', profiles: 'default', label: null };
    const resolveAt = async (more: Readonly<Record<string, string>>) => {
      const commit = await repository.push({ ...files, ...more });
      return resolver.resolve(key, [{ backend, label: 'main', commit }]);
    };
    const first = await resolveAt({});
    assert.equal(await resolveAt({ 'billing.yml': 'b: 1\n' }), first);
    assert.notEqual(await resolveAt({ 'common/db.yml': 'a: 2\n' }), first);
    assert.notEqual(await resolveAt({ 'application.yml': 'new: 1\n' }), first);
  });

  it('is none where the machine had no time for a file: that is tried again', async () => {
    const repository = new MemoryRepository();
    let isBusy = true;
    const resolver = new EnvironmentResolver({
      overrides: [],
      logger: silentLogger,
      parse: async (path, bytes) =>
        isBusy
          ? fail({ path, position: '', problem: 'takes too much time', isPassing: true })
          : parseConfigFile(path, bytes),
    });
    const commit = await repository.push({ 'orders.yml': 'a: 1\n' });
    const key = { application: 'orders', profiles: 'default', label: null };
    const at = [{ backend: backendOf(repository), label: 'main', commit }];
    const problem = { path: 'orders.yml', position: '', problem: 'takes too much time' };
    assert.deepEqual(
      await resolver.resolve(key, at),
      fail({ ...problem, isPassing: true, commit }),
    );
    isBusy = false;
    assert.equal((await resolver.resolve(key, at)).ok, true);
  });

  it('is none where a backend did not know the label then', async () => {
    const repository = new MemoryRepository();
    const backend = backendOf(repository);
    const known = await repository.push({ 'orders.yml': 'a: 1\n' });
    const resolver = createResolver();
    const key = { application: 'orders', profiles: 'default', label: null };
    const sourcesAt = async (commit: string) => {
      const outcome = await resolver.resolve(key, [{ backend, label: 'main', commit }]);
      return outcome.ok ? outcome.value.layers.length : undefined;
    };
    assert.equal(await sourcesAt(''), 0);
    assert.equal(await sourcesAt(known), 1);
  });
});

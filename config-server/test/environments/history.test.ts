import assert from 'node:assert/strict';
import { silentLogger } from '@vernal/core';
import { changedKeys, effectiveProperties } from '@vernal/protocol/config';
import fc from 'fast-check';
import { singleBackend } from '../../src/backends/backend.ts';
import { Backends } from '../../src/backends/backends.ts';
import { environmentOf } from '../../src/domain/property-layer.ts';
import { EnvironmentResolver } from '../../src/environments/environment-resolver.ts';
import { History } from '../../src/environments/history.ts';
import { LabelResolver } from '../../src/environments/label-resolver.ts';
import { backendOf } from '../backend-fixture.ts';
import { MemoryRepository } from '../memory-repository.ts';

const BILLING = { application: 'billing', profiles: 'default', label: null };

function createHistory(...repositories: readonly MemoryRepository[]) {
  const backends = new Backends(repositories.map((one) => singleBackend(backendOf(one))));
  const resolver = new EnvironmentResolver({ overrides: [], logger: silentLogger });
  const labels = new LabelResolver(backends, 'fail');
  return new History({ labels, resolver, undecrypted: resolver });
}

describe('History', () => {
  it('goes on where a page ends, without losing or repeating a change', async () => {
    const repository = new MemoryRepository();
    const pushed: string[] = [];
    for (let rate = 0; rate < 450; rate++) {
      const files = { 'billing.yml': `rate: ${Math.floor(rate / 3)}\n`, 'other.yml': `n: ${rate}` };
      pushed.push(await repository.push(files));
    }
    const history = createHistory(repository);
    const found: string[] = [];
    const pages: number[] = [];
    for (let label: string | null | undefined = null; label !== undefined; ) {
      const page = await history.changes({ ...BILLING, label });
      assert.ok(page.ok);
      found.push(...page.value.changes.map(({ commit }) => commit));
      pages.push(page.value.changes.length);
      label = page.value.next;
    }
    const expected = pushed.filter((_commit, index) => index % 3 === 0).reverse();
    assert.deepEqual(found, expected);
    assert.deepEqual(pages, [100, 50]);
  });

  it('compares with the last good commit, also when a page begins after a broken one', async () => {
    const repository = new MemoryRepository();
    await repository.push({ 'billing.yml': 'rate: 1\nname: a\n' });
    for (let count = 0; count < 3; count++) {
      await repository.push({ 'billing.yml': 'rate: [\n', 'n.txt': `${count}` });
    }
    const repaired = await repository.push({ 'billing.yml': 'rate: 2\nname: a\n' });
    for (let count = 0; count < 99; count++) {
      await repository.push({ 'billing.yml': `rate: 2\nname: a\n# ${count}\n` });
    }
    const page = await createHistory(repository).changes(BILLING);
    assert.ok(page.ok);
    assert.deepEqual(
      page.value.changes.map(({ commit, changedKeys }) => [commit, changedKeys]),
      [[repaired, ['rate']]],
    );
  });

  it('is that of the strongest repository, the others as they are now', async () => {
    const [strong, weak] = [new MemoryRepository(), new MemoryRepository()];
    const first = await strong.push({ 'billing.yml': 'a: 1\n' });
    await weak.push({ 'billing.yml': 'b: 1\n' });
    const second = await strong.push({ 'billing.yml': 'a: 2\n' });
    await weak.push({ 'billing.yml': 'b: 2\n' });
    const page = await createHistory(strong, weak).changes(BILLING);
    assert.ok(page.ok);
    assert.deepEqual(
      page.value.changes.map(({ commit, changedKeys }) => [commit, changedKeys]),
      [
        [second, ['a']],
        [first, ['a', 'b']],
      ],
    );
  });

  it('is what a full resolution of every commit finds, though most commits are not resolved', async () => {
    const paths = ['application.yml', 'billing.yml', 'common/db.yml', 'orders.yml', 'README.md'];
    const contents = ['a: 1\n', 'a: 2\n', 'b: 1\n', 'spring.config.import: common/db.yml\n'];
    const change = fc.record({
      path: fc.constantFrom(...paths),
      content: fc.option(fc.constantFrom(...contents), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 30 }), async (changes) => {
        const repository = new MemoryRepository();
        const files: Record<string, string> = {};
        const expected: string[] = [];
        let before = new Map();
        for (const { path, content } of changes) {
          if (content === undefined) delete files[path];
          else files[path] = content;
          const commit = await repository.push(files);
          const properties = await propertiesAt(repository, commit);
          if (changedKeys(before, properties).length > 0) expected.unshift(commit);
          before = properties;
        }
        const page = await createHistory(repository).changes(BILLING);
        assert.ok(page.ok);
        assert.deepEqual(
          page.value.changes.map(({ commit }) => commit),
          expected,
        );
      }),
    );
  });
});

/** By a resolver that has seen nothing before. */
async function propertiesAt(repository: MemoryRepository, commit: string) {
  const at = [{ backend: backendOf(repository), label: 'main', commit }];
  const resolver = new EnvironmentResolver({ overrides: [], logger: silentLogger });
  const resolution = await resolver.resolve(BILLING, at);
  assert.ok(resolution.ok);
  const identity = { version: null, state: null };
  return effectiveProperties(environmentOf(BILLING, identity, resolution.value.layers));
}

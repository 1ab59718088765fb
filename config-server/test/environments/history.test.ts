import assert from 'node:assert/strict';
import { silentLogger } from '@vernal/core';
import { singleBackend } from '../../src/backends/backend.ts';
import { Backends } from '../../src/backends/backends.ts';
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
    assert.equal(pages.length, 5);
  });

  it('compares with the last good commit, also when a page begins after a broken one', async () => {
    const repository = new MemoryRepository();
    await repository.push({ 'billing.yml': 'rate: 1\nname: a\n' });
    for (let count = 0; count < 3; count++) {
      await repository.push({ 'billing.yml': 'rate: [\n', 'n.txt': `${count}` });
    }
    const repaired = await repository.push({ 'billing.yml': 'rate: 2\nname: a\n' });
    for (let count = 0; count < 99; count++) {
      await repository.push({ 'billing.yml': 'rate: 2\nname: a\n', 'n.txt': `${count}` });
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
});

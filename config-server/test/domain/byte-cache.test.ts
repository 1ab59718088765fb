import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CacheBudget } from '../../src/domain/cache-budget.ts';

const KEY = 'k';

/** A budget whose caches hold numbers, each as large as it says. */
function budgetOf(limitBytes: number) {
  const budget = new CacheBudget(limitBytes);
  const cache = (name: string, share = 1) =>
    budget.cache<number>({ name, share, sizeOf: (bytes) => bytes });
  const used = () => [...budget.figures().values()].reduce((sum, { bytes }) => sum + bytes, 0);
  return { budget, cache, used };
}

describe('caches with a limit in bytes', () => {
  it('never hold more than the limit, whatever is kept, asked and deleted', () => {
    const step = fc.record({
      cache: fc.nat(2),
      key: fc.nat(30).map(String),
      act: fc.constantFrom('set', 'get', 'delete'),
      bytes: fc.nat(4_000),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.nat(20_000), (steps, limit) => {
        const { cache, used } = budgetOf(limit);
        const caches = [cache('a', 8), cache('b'), cache('c')];
        for (const { cache: index, key, act, bytes } of steps) {
          const chosen = caches[index];
          if (act === 'set') chosen?.set(key, bytes);
          else if (act === 'get') chosen?.get(key);
          else chosen?.delete(key);
          assert.ok(used() <= limit);
        }
        for (let key = 0; key <= 30; key += 1) for (const one of caches) one.delete(String(key));
        assert.equal(used(), 0);
      }),
    );
  });

  it('keep what is asked for and forget what is not', () => {
    const { cache } = budgetOf(20_000);
    const one = cache('one');
    one.set(KEY, 1_000);
    for (let index = 0; index < 1_000; index += 1) {
      one.set(`other ${index}`, 1_000);
      assert.equal(one.get(KEY), 1_000);
    }
    assert.equal(one.get('other 1'), undefined);
  });

  it('lend memory that another does not need, and take it back when it does', () => {
    const { cache } = budgetOf(100_000);
    const large = cache('large', 9);
    const small = cache('small');
    for (let index = 0; index < 200; index += 1) small.set(`${index}`, 1_000);
    assert.ok(small.bytes > 90_000);
    for (let index = 0; index < 200; index += 1) large.set(`${index}`, 1_000);
    assert.ok(large.bytes > 88_000);
    assert.ok(small.bytes <= 10_000 + 2_000);
  });

  it('do not keep what alone is larger than the limit, and keep all else for it', () => {
    const { cache } = budgetOf(20_000);
    const [one, other] = [cache('one'), cache('other')];
    one.set(KEY, 1_000);
    other.set('small', 1_000);
    other.set('giant', 20_000);
    other.set('small', 2_000);
    assert.equal(other.get('giant'), undefined);
    assert.deepEqual([one.get(KEY), other.get('small')], [1_000, 2_000]);
    other.set('small', 30_000);
    assert.equal(other.get('small'), undefined, 'the smaller value of before is out of date');
  });

  it('keep nothing at a limit of 0, and make what is wanted each time', async () => {
    const one = budgetOf(0).cache('one');
    let made = 0;
    const make = () => Promise.resolve(++made);
    assert.equal(await one.remember(KEY, make), 1);
    assert.equal(await one.remember(KEY, make), 2);
    assert.equal(one.entries, 0);
  });

  it('make a value once for all who want it at the same time', async () => {
    const one = budgetOf(10_000).cache('one');
    let made = 0;
    const make = () => Promise.resolve(++made);
    const wanted = await Promise.all([one.remember(KEY, make), one.remember(KEY, make)]);
    assert.deepEqual(wanted, [1, 1]);
    assert.equal(await one.remember(KEY, make), 1);
    assert.deepEqual([one.hits, one.misses], [1, 2]);
  });

  it('try again after a failure', async () => {
    const one = budgetOf(10_000).cache('one');
    await assert.rejects(one.remember(KEY, () => Promise.reject(new Error('away'))));
    assert.equal(await one.remember(KEY, () => Promise.resolve(5)), 5);
  });
});

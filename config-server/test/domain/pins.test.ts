import assert from 'node:assert/strict';
import type { PinDecision } from '@vernal/protocol/bus';
import fc from 'fast-check';
import { supersedes } from '../../src/domain/pins.ts';

const decision: fc.Arbitrary<PinDecision> = fc.record(
  {
    application: fc.constant('orders'),
    label: fc.constant('main'),
    commits: fc.constantFrom(['a'], ['b'], []),
    action: fc.constantFrom('hold', 'pin', 'rollback', 'release'),
    by: fc.constantFrom('ann', 'bob'),
    at: fc.integer({ min: 0, max: 2 }),
    revision: fc.integer({ min: 0, max: 2 }),
  },
  { noNullPrototype: true },
);

describe('which of two decisions holds', () => {
  it('is the one that was made knowing the other, whatever the clocks say', () => {
    const first: PinDecision = {
      ...{ application: 'orders', label: 'main', commits: ['a'], action: 'pin', by: 'ann' },
      ...{ at: 900, revision: 1 },
    };
    const second: PinDecision = { ...first, action: 'release', at: 100, revision: 2 };
    assert.ok(supersedes(second, first));
    assert.ok(!supersedes(first, second));
    assert.ok(supersedes({ ...first, at: 901 }, first), 'of the same age the later');
  });

  it('is the same on every server: any two are equal or one wins, and that goes on', () => {
    fc.assert(
      fc.property(decision, decision, decision, (a, b, c) => {
        if (supersedes(a, b)) assert.ok(!supersedes(b, a));
        else if (!supersedes(b, a)) assert.deepEqual(a, b);
        if (supersedes(a, b) && supersedes(b, c)) assert.ok(supersedes(a, c));
      }),
    );
  });
});

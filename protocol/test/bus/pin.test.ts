import assert from 'node:assert/strict';
import { decodePinDecision, encodePinDecision, type PinDecision } from '@vernal/protocol/bus';
import fc from 'fast-check';
import { payloadOf } from './payload.ts';

const DECISION: PinDecision = {
  application: 'orders',
  label: 'main',
  commits: ['f00d'],
  action: 'hold',
  by: 'ann',
  at: 1_700_000_000_000,
  reason: 'Black Friday',
  revision: 3,
};

describe('decision of an operator', () => {
  it('is read back as written', () => {
    const { reason: _, ...silent } = DECISION;
    for (const decision of [DECISION, silent]) {
      const decoded = decodePinDecision(payloadOf(encodePinDecision(decision)));
      assert.deepEqual(decoded, { ok: true, value: decision });
    }
  });

  it('needs a place, an action, who and when, and says so at once', () => {
    const result = decodePinDecision(payloadOf({ revision: -1, commits: 7 }));
    assert.ok(!result.ok);
    assert.deepEqual(
      result.problems.map(({ path }) => path),
      ['application', 'label', 'commits', 'action', 'by', 'at', 'revision'],
    );
  });

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        assert.equal(typeof decodePinDecision(new TextEncoder().encode(text)).ok, 'boolean');
      }),
    );
  });
});

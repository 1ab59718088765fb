import assert from 'node:assert/strict';
import { decodeEvent, encodeEvent } from '@vernal/protocol/bus';
import fc from 'fast-check';
import { payloadOf } from './payload.ts';

const TYPES = [
  'RefreshRemoteApplicationEvent',
  'EnvironmentChangeRemoteApplicationEvent',
  'ShutdownRemoteApplicationEvent',
  'AckRemoteApplicationEvent',
  'StockLevelEvent',
];

describe('any event', () => {
  it('is decoded, or told what is wrong with it', () => {
    const anyMessage = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map(payloadOf),
      fc
        .record(
          {
            type: fc.constantFrom(...TYPES),
            id: fc.jsonValue(),
            timestamp: fc.jsonValue(),
            originService: fc.jsonValue(),
            destinationService: fc.jsonValue(),
            values: fc.jsonValue(),
            event: fc.jsonValue(),
          },
          { requiredKeys: ['type'] },
        )
        .map(payloadOf),
    );
    fc.assert(
      fc.property(anyMessage, (payload) => {
        const result = decodeEvent(payload, {
          newId: () => 'id',
          receivedAt: 1,
          customTypes: new Set(['StockLevelEvent']),
        });
        if (!result.ok) assert.ok(result.problems.length > 0);
        else if (result.value.type !== 'unknown') encodeEvent(result.value);
      }),
    );
  });
});

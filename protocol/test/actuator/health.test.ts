import assert from 'node:assert/strict';
import { aggregateStatus, type HealthStatus, httpStatusOf } from '@vernal/protocol/actuator';

describe('actuator health', () => {
  const wholes: readonly (readonly [readonly string[], HealthStatus])[] = [
    [[], 'UNKNOWN'],
    [['UNKNOWN'], 'UNKNOWN'],
    [['UP', 'UNKNOWN'], 'UP'],
    [['UP', 'CONFIG_DOWN'], 'UP'],
    [['UP', 'OUT_OF_SERVICE', 'UP'], 'OUT_OF_SERVICE'],
    [['OUT_OF_SERVICE', 'DOWN', 'UP'], 'DOWN'],
  ];
  for (const [parts, whole] of wholes) {
    it(`of [${parts.join(', ')}] is ${whole}`, () => {
      assert.equal(aggregateStatus(parts), whole);
    });
  }

  it('answers 503 for DOWN and OUT_OF_SERVICE only', () => {
    const statuses: readonly HealthStatus[] = ['UP', 'UNKNOWN', 'DOWN', 'OUT_OF_SERVICE'];
    assert.deepEqual(statuses.map(httpStatusOf), [200, 200, 503, 503]);
    assert.equal(httpStatusOf('CONFIG_DOWN'), 200);
  });
});

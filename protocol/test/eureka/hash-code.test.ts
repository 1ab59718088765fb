import assert from 'node:assert/strict';
import { appsHashCode } from '@vernal/protocol/eureka';

describe('the hash code of a registry', () => {
  it('counts each status, in alphabetical order [eureka 77]', () => {
    assert.equal(appsHashCode(['UP', 'DOWN', 'UP', 'UP']), 'DOWN_1_UP_3_');
    assert.equal(appsHashCode(['UP', 'OUT_OF_SERVICE']), 'OUT_OF_SERVICE_1_UP_1_');
    assert.equal(appsHashCode(['UNKNOWN', 'STARTING']), 'STARTING_1_UNKNOWN_1_');
  });

  it('is empty for an empty registry [eureka 3]', () => {
    assert.equal(appsHashCode([]), '');
  });
});

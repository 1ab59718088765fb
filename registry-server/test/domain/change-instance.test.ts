import assert from 'node:assert/strict';
import { changeInstance } from '../../src/domain/change-instance.ts';
import { sampleInstance } from '../sample-instance.ts';

describe('an instance with other values', () => {
  it('keeps the rest, and the instance before stays as it was', () => {
    const instance = sampleInstance({ actionType: 'MODIFIED' });
    const changed = changeInstance(instance, { status: 'DOWN' });
    assert.deepEqual(changed, { ...instance, status: 'DOWN' });
    assert.equal(instance.status, 'UP');
  });

  it('was at least added', () => {
    const { actionType: _, ...instance } = sampleInstance();
    assert.equal(changeInstance(instance, {}).actionType, 'ADDED');
  });
});

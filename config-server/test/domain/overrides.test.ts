import assert from 'node:assert/strict';
import { overridesLayer } from '../../src/domain/overrides.ts';

describe('overridesLayer', () => {
  it('is named overrides and resolves escaped braces [config 33]', () => {
    const [layer] = overridesLayer({ x: `\\$${'{foo}'}`, y: 'z' });
    assert.equal(layer?.name, 'overrides');
    assert.deepEqual(layer.values.get('x'), {
      value: `$${'{foo}'}`,
      origin: 'Config server overrides',
    });
  });

  it('is none without overrides', () => {
    assert.deepEqual(overridesLayer({}), []);
  });
});

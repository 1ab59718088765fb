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

  it('comes in the order of a Java map, whatever the order of the options', () => {
    const names = ['x', 'note', 'client', 'number', 'nested.key', 'secret'];
    const [layer] = overridesLayer(Object.fromEntries(names.map((name) => [name, ''])));
    const expected = ['note', 'number', 'nested.key', 'x', 'client', 'secret'];
    assert.deepEqual([...(layer?.values.keys() ?? [])], expected);
  });

  it('is none without overrides', () => {
    assert.deepEqual(overridesLayer({}), []);
  });
});

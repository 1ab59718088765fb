import assert from 'node:assert/strict';
import { sequenceOf } from '../../src/load/traffic.ts';

describe('traffic', () => {
  it('mixes 90 % renew, 8 % delta, 1 % full fetch and 1 % register', () => {
    const mix = sequenceOf({ kind: 'mix', instances: 1000 });
    const counts = new Map<string, number>();
    for (let index = 0; index < 1000; index += 1) {
      const { kind } = mix.at(index);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    const shares = { renew: 900, delta: 80, 'full fetch': 10, register: 10 };
    assert.deepEqual(Object.fromEntries(counts), { ...shares });
  });

  it('goes through the whole fleet before it begins anew', () => {
    const heartbeats = sequenceOf({ kind: 'heartbeats', instances: 30 });
    const paths = Array.from({ length: 60 }, (_, index) => heartbeats.at(index).request.path);
    assert.equal(new Set(paths).size, 30);
    assert.equal(paths[0], paths[30]);
  });
});

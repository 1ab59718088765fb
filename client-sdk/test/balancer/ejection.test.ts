import assert from 'node:assert/strict';
import { ManualTime } from '@vernal/core/testing';
import { Ejection } from '../../src/balancer/ejection.ts';
import type { Instance } from '../../src/discovery/instance.ts';
import { instances } from '../fakes/instances.ts';

function failing(ejection: Ejection, instance: Instance, times: number): void {
  for (let time = 0; time < times; time += 1) ejection.failed(instance);
}

describe('ejection', () => {
  const [a, b, c, d] = instances(1, 2, 3, 4);
  assert.ok(a && b && c && d);

  it('leaves an instance out for 10, 20, then 30 s; a success starts over [client-sdk 18]', async () => {
    const time = new ManualTime();
    const ejection = new Ejection(time);
    failing(ejection, a, 2);
    assert.deepEqual(ejection.remaining([a, b]), [a, b]);
    for (const seconds of [10, 20, 30, 30]) {
      ejection.failed(a);
      await time.advance(seconds * 1_000 - 1);
      assert.deepEqual(ejection.remaining([a, b]), [b]);
      await time.advance(1);
      assert.deepEqual(ejection.remaining([a, b]), [a, b]);
    }
    ejection.succeeded(a);
    failing(ejection, a, 2);
    assert.deepEqual(ejection.remaining([a, b]), [a, b]);
  });

  it('never leaves out more than half, nor the only one [client-sdk 19]', () => {
    const ejection = new Ejection(new ManualTime());
    for (const instance of [a, b, c]) failing(ejection, instance, 3);
    failing(ejection, b, 1);
    failing(ejection, c, 2);
    assert.deepEqual(ejection.remaining([a, b, c, d]), [a, d]);
    assert.deepEqual(ejection.remaining([a]), [a]);
  });
});

import assert from 'node:assert/strict';
import { KnownHeartbeats } from '../../src/http/known-heartbeats.ts';

const heartbeat = {
  app: 'ORDERS',
  instanceId: 'a',
  lastDirtyTimestamp: undefined,
  overriddenStatus: undefined,
};

describe('what heartbeats said', () => {
  it('is known by their whole address', () => {
    const known = new KnownHeartbeats();
    known.remember('/eureka/apps/ORDERS/a?status=UP', heartbeat, 1);
    assert.equal(known.find('/eureka/apps/ORDERS/a?status=UP'), heartbeat);
    assert.equal(known.find('/eureka/apps/ORDERS/a'), undefined);
  });

  it('takes no more room than the instances that are registered need', () => {
    const known = new KnownHeartbeats();
    const urls = Array.from({ length: 5 }, (_, number) => `/eureka/apps/ORDERS/a?n=${number}`);
    for (const url of urls) known.remember(url, heartbeat, 1);
    const kept = urls.filter((url) => known.find(url) !== undefined);
    assert.deepEqual(kept, urls.slice(4));
  });

  it('is read each time when the address is long', () => {
    const known = new KnownHeartbeats();
    const url = `/eureka/apps/ORDERS/${'a'.repeat(600)}`;
    known.remember(url, heartbeat, 1);
    assert.equal(known.find(url), undefined);
  });
});

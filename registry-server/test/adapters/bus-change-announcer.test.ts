import assert from 'node:assert/strict';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import type { RegistryChange } from '@vernal/protocol/bus';
import { BusChangeAnnouncer } from '../../src/adapters/bus-change-announcer.ts';

describe('announcing changes on the bus', () => {
  function announcing(send?: (change: RegistryChange) => Promise<void>) {
    const time = new ManualTime();
    const sent: RegistryChange[] = [];
    const keep = (change: RegistryChange) => Promise.resolve(void sent.push(change));
    const logger = new RecordingLogger();
    const announcer = new BusChangeAnnouncer({
      send: send ?? keep,
      clock: time,
      timers: time,
      logger,
    });
    return { announcer, time, sent, logger };
  }

  it('puts changes that are close together into one message', async () => {
    const { announcer, time, sent } = announcing();
    for (const app of ['ORDERS', 'BILLING', 'ORDERS']) announcer.announce(app);
    await time.advance(20);
    assert.deepEqual(sent, [{ applications: ['ORDERS', 'BILLING'], at: time.now() }]);
    announcer.announce('ORDERS');
    await time.advance(20);
    assert.equal(sent.length, 2);
  });

  it('takes a lost message lightly', async () => {
    const { announcer, time, logger } = announcing(() => Promise.reject(new Error('offline')));
    announcer.announce('ORDERS');
    await time.advance(20);
    assert.deepEqual(
      logger.lines.map(({ level }) => level),
      ['debug'],
    );
  });

  it('leaves no timer behind', async () => {
    const { announcer, time } = announcing();
    announcer.announce('ORDERS');
    await announcer.stop();
    await announcer.stop();
    assert.equal(time.pending, 0);
  });
});

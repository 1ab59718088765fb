import assert from 'node:assert/strict';
import { createBus, createMemoryTransport } from '@vernal/bus';
import { silentLogger } from '@vernal/core';
import { ManualTime, settle } from '@vernal/core/testing';
import { createRefreshEvent, type RemoteApplicationEvent } from '@vernal/protocol/bus';

function refresh(destination: string, originService = 'config:8888:c', id = 'e-1') {
  return createRefreshEvent({ id, timestamp: 1, originService }, destination);
}

describe('acknowledgements as in Java', () => {
  /** What the bus `orders:8080:x` acknowledges of these events. */
  async function acksOf(
    events: readonly RemoteApplicationEvent[],
    options: { readonly newId?: () => string; readonly handle?: () => void } = {},
  ): Promise<Record<string, unknown>[]> {
    const transport = createMemoryTransport();
    const bus = createBus({
      transport,
      busId: 'orders:8080:x',
      springAcks: 'send',
      clock: new ManualTime(),
      logger: silentLogger,
      ...(options.newId === undefined ? {} : { newId: options.newId }),
    });
    bus.onEvent(options.handle ?? (() => undefined));
    await bus.start();
    const acks: Record<string, unknown>[] = [];
    transport.subscribe('springCloudBus', ({ payload }) => {
      const message = JSON.parse(new TextDecoder().decode(payload));
      if (message.type === 'AckRemoteApplicationEvent') acks.push(message);
    });
    for (const event of events) {
      await transport.publish('springCloudBus', JSON.stringify(event), { retain: false });
    }
    await settle();
    await bus.stop();
    return acks;
  }

  it('tell everybody what was handled', async () => {
    assert.deepEqual(await acksOf([refresh('orders:**')], { newId: () => 'ack-1' }), [
      {
        type: 'AckRemoteApplicationEvent',
        timestamp: new ManualTime().now(),
        originService: 'orders:8080:x',
        destinationService: '**',
        id: 'ack-1',
        ackId: 'e-1',
        ackDestinationService: 'orders:**',
        event: 'org.springframework.cloud.bus.event.RefreshRemoteApplicationEvent',
      },
    ]);
  });

  it('are sent for own events that come back [bus 23]', async () => {
    assert.equal((await acksOf([refresh('**', 'orders:8080:x')])).length, 1);
  });

  it('are not sent for what was for others', async () => {
    assert.deepEqual(await acksOf([refresh('billing:**')]), []);
  });

  it('are not sent for what a handler failed on', async () => {
    const handle = () => {
      throw new Error('a handler failed');
    };
    assert.deepEqual(await acksOf([refresh('**')], { handle }), []);
  });

  it('have ids that are lower-case UUIDs and never the same [bus 4]', async () => {
    const events = Array.from({ length: 100_000 }, (_, number) =>
      refresh('**', 'config:8888:c', `e-${number}`),
    );
    const ids = (await acksOf(events)).map(({ id }) => String(id));
    assert.equal(new Set(ids).size, events.length);
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/);
  });
});

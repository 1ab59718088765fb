import assert from 'node:assert/strict';
import { createMemoryTransport, MemoryHub } from '@vernal/bus';
import { settle } from '@vernal/core/testing';
import { Outbox } from '../../src/participant/outbox.ts';

describe('announcements without a connection', () => {
  async function offline(limit = 10) {
    const hub = new MemoryHub();
    hub.goOffline();
    const transport = createMemoryTransport(hub);
    await transport.start();
    const sent: string[] = [];
    transport.subscribe('#', ({ payload }) => sent.push(new TextDecoder().decode(payload)));
    const dropped: string[] = [];
    const outbox = new Outbox(transport, limit, () => dropped.push('one'));
    const send = (key: string, payload: string) =>
      outbox.send({ key, topic: `bus/${key}`, payload, retain: false });
    return { hub, outbox, send, sent, dropped };
  }

  it('wait, the latest of each key, and go out at the next connect [bus 41]', async () => {
    const { hub, outbox, send, sent } = await offline();
    await send('a', 'a1');
    await send('b', 'b1');
    await send('a', 'a2');
    assert.equal(outbox.size, 2);
    hub.goOnline();
    await outbox.flush();
    await settle();
    assert.deepEqual(sent, ['b1', 'a2']);
    assert.equal(outbox.size, 0);
  });

  it('stay bounded: the one that waits longest is dropped [bus 41]', async () => {
    const { hub, outbox, send, sent, dropped } = await offline(2);
    for (const key of ['a', 'b', 'a', 'c']) await send(key, key);
    assert.equal(dropped.length, 1);
    hub.goOnline();
    await outbox.flush();
    await settle();
    assert.deepEqual(sent, ['a', 'c']);
  });

  it('are forgotten when the broker refuses them for good', async () => {
    const transport = {
      ...createMemoryTransport(),
      publish: () => Promise.reject(new Error('no such topic')),
    };
    const outbox = new Outbox(transport, 10, () => undefined);
    const sending = outbox.send({ key: 'a', topic: 'a', payload: '', retain: false });
    await assert.rejects(sending, /no such topic/);
    assert.equal(outbox.size, 0);
  });
});

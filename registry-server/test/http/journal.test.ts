import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { settle } from '@vernal/core/testing';
import { useRegistry } from './running-registry.ts';

const EVENTS = '/actuator/vernal/events';

function linesOf(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe('GET /actuator/vernal/events, as JSON lines', () => {
  const registry = useRegistry();
  const read = async (query = '') => {
    const { text } = await registry.http.get(EVENTS + query).expect(200);
    return linesOf(text);
  };

  beforeEach(async () => {
    await registry.register();
    await registry.register({ app: 'BILLING', instanceId: 'b1' }, 'BILLING');
    await registry.delete('/eureka/apps/ORDERS/n1');
  });

  it('tells everything that is kept, oldest first', async () => {
    const { headers } = await registry.http.get(EVENTS);
    assert.equal(headers['content-type'], 'application/x-ndjson');
    const [first, ...others] = await read();
    const { id, ...told } = first ?? {};
    assert.deepEqual(told, {
      time: new Date(registry.time.now()).toISOString(),
      type: 'registered',
      app: 'ORDERS',
      instanceId: 'n1',
      status: 'UP',
      actor: 'anonymous',
      origin: 'client',
    });
    assert.deepEqual(
      others.map((event) => [event['id'], event['type'], event['instanceId']]),
      [
        [Number(id) + 1, 'registered', 'b1'],
        [Number(id) + 2, 'cancelled', 'n1'],
      ],
    );
  });

  it('resumes after an id', async () => {
    const [first] = await read();
    const rest = await read(`?after=${first?.['id']}`);
    assert.deepEqual(
      rest.map(({ type }) => type),
      ['registered', 'cancelled'],
    );
    assert.deepEqual(await read(`?after=${rest.at(-1)?.['id']}`), []);
  });

  it('says that events are missing when the id is not known any more', async () => {
    const [first, ...rest] = await read('?after=17');
    assert.equal(first?.['type'], 'resync');
    assert.equal(rest.length, 3);
  });

  it('gives one application, one instance, or some types', async () => {
    const ids = async (query: string) => (await read(query)).map((event) => event['instanceId']);
    assert.deepEqual(await ids('?app=billing'), ['b1']);
    assert.deepEqual(await ids('?instance=n1'), ['n1', 'n1']);
    assert.deepEqual(await ids('?type=cancelled,evicted'), ['n1']);
    assert.deepEqual(await ids('?app=orders&type=registered'), ['n1']);
  });

  it('answers 400 and names the parameter that is wrong', async () => {
    await registry.http.get(`${EVENTS}?after=x`).expect(400, /after is not the id of an event/);
    await registry.http.get(`${EVENTS}?type=born`).expect(400, /type names none of registered/);
    await registry.http
      .get(EVENTS)
      .set('last-event-id', '-1')
      .expect(400, /Last-Event-ID/);
    await registry.http.post(EVENTS).expect(405);
  });
});

describe('GET /actuator/vernal/events, followed', () => {
  const registry = useRegistry({ 'vernal.registry.journal.capacity': 3 });

  /** Collects what a follower receives. */
  async function follow(
    headers: Record<string, string> = { accept: 'text/event-stream' },
    query = '',
  ) {
    const request = get(registry.url + EVENTS + query, { headers });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.setEncoding('utf8');
    let text = '';
    response.on('data', (chunk: string) => {
      text += chunk;
    });
    return {
      response,
      until: async (pattern: RegExp) => {
        while (!pattern.test(text)) await once(response, 'data');
        return text;
      },
      close: () => request.destroy(),
    };
  }

  it('streams what happens as server-sent events, and nothing from before', async () => {
    await registry.register({ instanceId: 'n0' });
    const follower = await follow();
    assert.equal(follower.response.headers['content-type'], 'text/event-stream');
    assert.equal(follower.response.headers['cache-control'], 'no-store');
    await registry.register();
    const text = await follower.until(/"n1"/);
    assert.match(text, /^retry: 2000\n\nid: \d+\nevent: registered\ndata: \{.*"n1".*\}\n\n$/s);
    follower.close();
  });

  it('streams JSON lines to who asks for that', async () => {
    const follower = await follow({}, '?follow');
    await registry.register();
    const [event] = linesOf(await follower.until(/\n/));
    assert.equal(event?.['instanceId'], 'n1');
    follower.close();
  });

  it('goes on where a browser was when its connection broke', async () => {
    const first = await follow();
    await registry.register();
    const [, id = ''] = /id: (\d+)/.exec(await first.until(/\n\n$/)) ?? [];
    first.close();
    await registry.register({ instanceId: 'n2' });
    const second = await follow({ accept: 'text/event-stream', 'last-event-id': id });
    const text = await second.until(/"n2"/);
    assert.ok(!text.includes('"n1"') && !text.includes('resync'));
    second.close();
  });

  it('tells who comes back too late to fetch everything anew', async () => {
    await registry.register();
    const { text } = await registry.http.get(EVENTS);
    const id = String(linesOf(text)[0]?.['id']);
    for (const n of [2, 3, 4, 5]) await registry.register({ instanceId: `n${n}` });
    const follower = await follow({ accept: 'text/event-stream', 'last-event-id': id });
    const told = await follower.until(/"n5"/);
    assert.match(told, /event: resync\n/);
    assert.ok(!told.includes('"n2"') && told.includes('"n3"'));
    follower.close();
  });

  it('sends a comment every 15 s while nothing happens', async () => {
    const follower = await follow();
    await registry.time.advance(15_000);
    await follower.until(/\n: ping\n\n/);
    follower.close();
  });

  it('ends when the server stops, and leaves no timer behind when a reader goes', async () => {
    const before = registry.time.pending;
    const gone = await follow();
    gone.close();
    const left = await follow();
    while (registry.time.pending > before + 1) await settle();
    const ended = once(left.response, 'end');
    left.response.resume();
    await registry.stop();
    await ended;
  });
});

import assert from 'node:assert/strict';
import {
  createAckEvent,
  createEnvironmentChangeEvent,
  createRefreshEvent,
  createShutdownEvent,
  decodeEvent,
  encodeEvent,
  MAX_BUS_MESSAGE_BYTES,
  type RemoteApplicationEvent,
} from '@vernal/protocol/bus';
import { payloadOf } from './payload.ts';

const STAMP = {
  id: 'cb5fa79e-9ce9-4037-a1a6-358bb41fb589',
  timestamp: 1567059315124,
  originService: 'config:8888:09a1',
};
const REFRESH = {
  type: 'RefreshRemoteApplicationEvent',
  ...STAMP,
  destinationService: 'orders:**',
} as const;

function decode(message: unknown, customTypes: readonly string[] = []) {
  return decodeEvent(payloadOf(message), {
    newId: () => 'a-new-id',
    receivedAt: 42,
    customTypes: new Set(customTypes),
  });
}

function decoded(message: unknown, customTypes: readonly string[] = []) {
  const result = decode(message, customTypes);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** The sample documents of bus-protocol A.4. */
const SAMPLES: readonly RemoteApplicationEvent[] = [
  createRefreshEvent(STAMP, '**'),
  createEnvironmentChangeEvent(STAMP, 'orders:**', { key1: 'value1' }),
  createShutdownEvent(STAMP, 'orders:8080:**'),
  createAckEvent(
    { ...STAMP, originService: 'orders:8087:416d' },
    { id: '514210a8', destinationService: '**', type: 'RefreshRemoteApplicationEvent' },
  ),
];

describe('bus events on the wire', () => {
  it('writes a refresh with exactly five members [bus 1]', () => {
    const members = JSON.parse(encodeEvent(createRefreshEvent(STAMP, '**')));
    assert.deepEqual(members, { ...REFRESH, destinationService: '**' });
  });

  it('writes the members in the order of bus 4.x', () => {
    assert.equal(
      encodeEvent(createRefreshEvent(STAMP, '**')),
      '{"type":"RefreshRemoteApplicationEvent","timestamp":1567059315124,"originService":"config:8888:09a1",' +
        '"destinationService":"**","id":"cb5fa79e-9ce9-4037-a1a6-358bb41fb589"}',
    );
  });

  it('knows exactly the four types of Spring, by case [bus 2]', () => {
    assert.deepEqual(
      SAMPLES.map(({ type }) => type),
      ['Refresh', 'EnvironmentChange', 'Shutdown', 'Ack'].map(
        (name) => `${name}RemoteApplicationEvent`,
      ),
    );
    for (const type of [
      'refreshremoteapplicationevent',
      'org.springframework.cloud.bus.event.RefreshRemoteApplicationEvent',
      'RemoteApplicationEvent',
      'UnknownRemoteApplicationEvent',
      '',
    ]) {
      assert.deepEqual(decoded({ ...REFRESH, type }), { type: 'unknown', unknownType: type });
    }
  });

  it('writes the timestamp as whole epoch milliseconds [bus 3]', () => {
    assert.match(encodeEvent(createRefreshEvent(STAMP, '**')), /"timestamp":1567059315124,/);
  });

  it('writes the values of an environment change as texts [bus 5]', () => {
    const event = createEnvironmentChangeEvent(STAMP, '**', { limit: 34, flag: true, text: 'x' });
    assert.deepEqual(JSON.parse(encodeEvent(event)).values, {
      limit: '34',
      flag: 'true',
      text: 'x',
    });
  });

  it('names what an ack acknowledges by its Java class [bus 6]', () => {
    const { ackId, ackDestinationService, event } = JSON.parse(
      encodeEvent(createAckEvent(STAMP, REFRESH)),
    );
    assert.equal(ackId, REFRESH.id);
    assert.equal(ackDestinationService, 'orders:**');
    assert.equal(event, 'org.springframework.cloud.bus.event.RefreshRemoteApplicationEvent');
  });

  it('reads members in any order, the type last [bus 7]', () => {
    const reversed = Object.fromEntries(Object.entries(REFRESH).reverse());
    assert.deepEqual(decoded(reversed), REFRESH);
  });

  it('gives an event without id or timestamp its own [bus 8]', () => {
    const { id: _id, timestamp: _timestamp, ...rest } = REFRESH;
    const expected = { ...REFRESH, id: 'a-new-id', timestamp: 42 };
    assert.deepEqual(decoded(rest), expected);
    assert.deepEqual(decoded({ ...rest, id: null, timestamp: null }), expected);
  });

  it('takes an unknown type for no error [bus 9]', () => {
    assert.deepEqual(decoded({ ...REFRESH, type: 'NoSuchEvent' }), {
      type: 'unknown',
      unknownType: 'NoSuchEvent',
    });
  });

  for (const message of [{}, { id: 'x' }, { type: null }, { type: 7 }, '"x"', '7']) {
    it(`takes ${JSON.stringify(message)} for an event of no type [bus 10]`, () => {
      assert.deepEqual(decoded(message), { type: 'unknown', unknownType: null });
    });
  }

  it('ignores unknown members and source [bus 11] [bus 14]', () => {
    assert.deepEqual(decoded({ ...REFRESH, expiresAt: 1, vernal: { a: 1 }, source: 'x' }), REFRESH);
  });

  it('reads snake case [bus 12]', () => {
    const { originService, destinationService, ...rest } = REFRESH;
    const snake = {
      ...rest,
      origin_service: originService,
      destination_service: destinationService,
    };
    assert.deepEqual(decoded(snake), REFRESH);
  });

  it('writes snake case when asked to, and reads it back [bus 13]', () => {
    for (const event of SAMPLES) {
      const text = encodeEvent(event, 'snake');
      assert.match(text, /"origin_service":/);
      assert.doesNotMatch(text, /[a-z][A-Z][A-Za-z]*":/);
      assert.deepEqual(decoded(text), event);
    }
  });

  it('reads back each of the four sample documents [bus 15]', () => {
    for (const event of SAMPLES) assert.deepEqual(decoded(encodeEvent(event)), event);
  });

  it('accepts an ack of an unknown class and one with nulls [bus 16]', () => {
    const ack = { ...REFRESH, type: 'AckRemoteApplicationEvent', event: 'com.example.NoSuchEvent' };
    const expected = { ...ack, ackId: null, ackDestinationService: null };
    assert.deepEqual(decoded(ack), expected);
    assert.deepEqual(decoded({ ...ack, ackId: null }), expected);
  });

  it('refuses 1 MiB of valid JSON by its size [bus 17]', () => {
    const result = decode({ ...REFRESH, filler: 'x'.repeat(1024 * 1024) });
    assert.ok(!result.ok);
    assert.match(result.problems[0]?.problem ?? '', new RegExp(`${MAX_BUS_MESSAGE_BYTES}`));
  });

  for (const text of [
    '{"type":"RefreshRemote',
    'hello',
    '',
    'null',
    `[${JSON.stringify(REFRESH)}]`,
    `${JSON.stringify(REFRESH)} x`,
  ]) {
    it(`refuses ${text.slice(0, 30)} [bus 17]`, () => assert.equal(decode(text).ok, false));
  }

  it('refuses bytes that are no UTF-8', () => {
    const bytes = payloadOf('{"type":"x"}');
    bytes[10] = 0xff;
    assert.equal(decodeEvent(bytes, { newId: () => '', receivedAt: 0 }).ok, false);
  });

  it('keeps values in any script [bus 18]', () => {
    const event = createEnvironmentChangeEvent(STAMP, '**', { greeting: 'grüße € 🚀 日本' });
    assert.deepEqual(decoded(encodeEvent(event)), event);
  });

  it('delivers a custom event with all its members [bus 19]', () => {
    const stock = { ...REFRESH, type: 'StockLevelEvent', article: 'bolt', quantity: { left: 4 } };
    const event = decoded(stock, ['StockLevelEvent']);
    assert.deepEqual(event, {
      ...REFRESH,
      type: 'custom',
      customType: 'StockLevelEvent',
      members: { article: 'bolt', quantity: { left: 4 } },
    });
    assert.deepEqual(JSON.parse(encodeEvent(event as RemoteApplicationEvent)), stock);
  });

  const problems: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ['a timestamp in words', { timestamp: '2023-11-14T22:13:20Z' }, 'timestamp'],
    ['an origin that is an object', { originService: {} }, 'originService'],
    ['values that are a list', { values: [] }, 'values'],
    ['values that are missing', {}, 'values'],
    ['a value that is null', { values: { 'orders.greeting': null } }, 'values.orders.greeting'],
    ['a value that is a list', { values: { 'orders.list': ['a'] } }, 'values.orders.list'],
  ];
  for (const [title, members, path] of problems) {
    it(`refuses ${title} and names ${path}`, () => {
      const type = 'EnvironmentChangeRemoteApplicationEvent';
      const result = decode({ ...REFRESH, type, ...members });
      assert.ok(!result.ok);
      assert.ok(result.problems.some((problem) => problem.path === path));
    });
  }

  it('reads a timestamp that is a numeric text and cuts a fraction', () => {
    const event = decoded({ ...REFRESH, timestamp: '1700000000000.9' });
    assert.equal(event.type !== 'unknown' && event.timestamp, 1700000000000);
  });

  it('refuses a timestamp that is an object, also one that can not become a number', () => {
    const payload = payloadOf({
      type: 'RefreshRemoteApplicationEvent',
      timestamp: { toString: 0 },
    });
    assert.deepEqual(decodeEvent(payload, { newId: () => 'id', receivedAt: 1 }), {
      ok: false,
      problems: [{ path: 'timestamp', problem: 'is not a time in epoch milliseconds' }],
    });
  });

  it('reads UTF-16 and a byte order mark', () => {
    const text = JSON.stringify(REFRESH);
    const options = { newId: () => '', receivedAt: 0 };
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(text, 'utf16le').swap16();
    const marked = Buffer.from(`\ufeff${text}`, 'utf8');
    for (const payload of [little, big, marked]) {
      assert.deepEqual(decodeEvent(payload, options), { ok: true, value: REFRESH });
    }
  });

  it('lets no member of a custom event replace its envelope', () => {
    const members = { id: 'forged', type: 'ShutdownRemoteApplicationEvent', article: 'bolt' };
    const { type: _type, ...rest } = REFRESH;
    const event = { ...rest, type: 'custom', customType: 'StockLevelEvent', members } as const;
    assert.deepEqual(JSON.parse(encodeEvent(event)), {
      ...rest,
      type: 'StockLevelEvent',
      article: 'bolt',
    });
  });

  it('takes names of JavaScript for plain members', () => {
    const members = '"constructor":1,"toString":2,"__proto__":3';
    const event = decoded(`{"type":"StockLevelEvent",${members}}`, ['StockLevelEvent']);
    assert.ok(event.type === 'custom');
    assert.equal(JSON.stringify(event.members), `{${members}}`);
    for (const naming of ['camel', 'snake'] as const) {
      assert.ok(encodeEvent(event, naming).endsWith(`${members}}`));
    }
  });

  it('sets no prototype from a message', () => {
    const text = `{"type":"EnvironmentChangeRemoteApplicationEvent","originService":"a","destinationService":"**","values":{"__proto__":"x"}}`;
    const event = decoded(text);
    assert.ok(event.type === 'EnvironmentChangeRemoteApplicationEvent');
    assert.deepEqual(Object.entries(event.values), [['__proto__', 'x']]);
    assert.equal(Object.getPrototypeOf(event.values), Object.prototype);
  });
});

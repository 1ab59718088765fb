import assert from 'node:assert/strict';
import { decodeEvent, encodeEvent, routeEvent } from '@vernal/protocol/bus';
import { readGolden } from './golden.ts';
import { payloadOf } from './payload.ts';

interface Messages {
  readonly cases: readonly {
    readonly name: string;
    readonly messages: readonly { readonly bodyText: string }[];
  }[];
}

interface Inbound {
  readonly app: string;
  readonly cases: readonly {
    readonly name: string;
    readonly published: {
      readonly properties: { readonly contentEncoding?: string };
      readonly bodyText?: string;
      readonly bodyTexts?: readonly string[];
      readonly bodyBase64?: string;
    };
    readonly sent?: readonly unknown[];
  }[];
}

const CUSTOM_TYPES = new Set(['StockLevelEvent']);
const DECODING = { newId: () => 'new', receivedAt: 1, customTypes: CUSTOM_TYPES };

describe('messages of real applications', () => {
  for (const file of ['messages.json', 'messages-5.0.json']) {
    for (const { name, messages } of readGolden<Messages>(file).cases) {
      it(`are read and written back as the same JSON: ${name} (${file}) [bus 15]`, () => {
        for (const { bodyText } of messages) {
          const event = decodeEvent(payloadOf(bodyText), DECODING);
          assert.ok(event.ok);
          if (event.value.type === 'unknown') continue;
          const snake = bodyText.includes('origin_service');
          const text = encodeEvent(event.value, snake ? 'snake' : 'camel');
          assert.deepEqual(JSON.parse(text), JSON.parse(bodyText));
          // Escapes may differ, the order of members may not.
          const inOurEscapes = JSON.stringify(JSON.parse(bodyText));
          if (file === 'messages.json') assert.equal(text, inOurEscapes);
        }
      });
    }
  }
});

/** MQTT 3.1.1 carries neither content type nor content encoding, so these can't reach us. */
const AMQP_ONLY =
  /content type (?:text|application\/(?:octet|cbor|\*)|nonsense)|header contentType|gzip/;

/** Where we differ on purpose. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'refresh, snake case members':
    'snake case is read whatever the spelling of our own events [bus 12]',
  'refresh, same id twice': 'each id acts once [bus 35]; the bus does that, not the codec',
  'type UnknownRemoteApplicationEvent': 'unknown, as on 5.0',
  'custom event, wrong member type': 'members of custom events are not ours to judge',
};

describe('messages that somebody else publishes', () => {
  for (const file of ['inbound.json', 'inbound-5.0.json']) {
    const { app, cases } = readGolden<Inbound>(file);
    for (const { name, published, sent } of cases) {
      if (AMQP_ONLY.test(name) || name in DIFFERENT) continue;
      if (file === 'inbound-5.0.json' && differsIn5(name)) continue;
      const acks = sent?.length ?? 0;
      it(`${name}: ${acks > 0 ? 'handled' : 'left alone'} as by Java (${file})`, () => {
        const event = decodeEvent(bodyOf(published), DECODING);
        const isHandled =
          event.ok &&
          event.value.type !== 'unknown' &&
          routeEvent(event.value, { busId: app }, 'pattern').acknowledge;
        assert.equal(isHandled, acks > 0);
      });
    }
  }
});

/** 5.0 reads what 4.3 refuses, or fails on custom events; our codec follows 4.3. */
function differsIn5(name: string): boolean {
  return name.startsWith('custom event') || name === 'refresh, timestamp as ISO text';
}

function bodyOf({ bodyText, bodyTexts, bodyBase64 }: Inbound['cases'][number]['published']) {
  if (bodyBase64 !== undefined) return Buffer.from(bodyBase64, 'base64');
  return payloadOf(bodyText ?? bodyTexts?.[0] ?? '');
}

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutPath } from '@vernal/core/testing';
import {
  decodeAcknowledgement,
  decodeConfigState,
  decodeEvent,
  decodePinDecision,
  decodeRepositoryChange,
  decodeSchema,
  encodeAcknowledgement,
  encodeConfigState,
  encodeEvent,
  encodePinDecision,
  encodeRepositoryChange,
} from '@vernal/protocol/bus';
import { fuzzDecoder } from '@vernal/server-kit/testing';
import fc from 'fast-check';
import { changedNames } from '../../src/domain/webhook.ts';
import { proofOfWebhook } from '../../src/http/webhook-signature.ts';
import { fuzzed } from './fuzzed.ts';
import { loadCorpus } from './golden-corpus.ts';

const corpus = loadCorpus();

/** Every text of a message that real applications sent. */
function busMessages(): readonly string[] {
  const folder = checkoutPath('interop', 'golden', 'bus');
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const bodies = texts.flatMap((text) => [...text.matchAll(/"bodyText": ?("(?:[^"\\]|\\.)*")/g)]);
  return bodies.map(([, body = '""']) => String(JSON.parse(body)));
}

const changedAt = 1_700_000_000_000;
const CHANGES = [
  encodeConfigState({
    application: 'orders',
    profiles: 'dev,cloud',
    label: null,
    commit: 'f00d',
    changedKeys: ['orders.greeting'],
    changedAt,
    eventId: 'e-1',
  }),
  encodeAcknowledgement(
    {
      eventId: 'e-1',
      busId: 'orders:8080:abc',
      application: 'orders',
      instanceId: 'host:orders:8080',
      commit: 'f00d',
      outcome: 'refused',
      problem: 'orders.limit: not a number',
      running: { commit: 'beef', since: changedAt },
      at: changedAt,
    },
    'a-1',
  ),
  encodeRepositoryChange({ by: 'config:8888:a', at: changedAt }),
  encodePinDecision({
    application: 'orders',
    label: 'main',
    commits: ['f00d'],
    action: 'pin',
    by: 'ann',
    at: changedAt,
    revision: 1,
  }),
  JSON.stringify({
    application: 'orders',
    profiles: 'dev',
    label: null,
    busId: 'orders:8080:abc',
    at: changedAt,
    schema: { type: 'object', properties: { a: { $ref: '#/$defs/b' } }, $defs: { b: {} } },
  }),
];

describe('readers of whatever is sent about changes', () => {
  const PROVIDERS = [
    { 'x-github-event': 'push' },
    { 'x-gitlab-event': 'Push Hook' },
    { 'x-git-oschina-event': 'Push Hook' },
    { 'x-gitea-event': 'push' },
    { 'x-gogs-event': 'push' },
    { 'x-event-key': 'repo:push', 'x-hook-uuid': 'u' },
    { 'x-event-key': 'repo:refs_changed', 'x-request-id': 'r' },
    { 'x-event-key': 'pr:merged', 'x-request-id': 'r' },
    {},
  ];
  fuzzDecoder(
    'webhooks of all Git hosts',
    fuzzed(
      corpus.webhooks,
      fc
        .record({
          commits: fc.array(fc.record({ added: fc.oneof(fc.string(), fc.array(fc.anything())) })),
          path: fc.oneof(fc.string(), fc.array(fc.string())),
          changes: fc.anything(),
          push: fc.anything(),
        })
        .map((body) => JSON.stringify(body)),
    ),
    (text) => {
      const body = parsed(text);
      if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'refused';
      const names = PROVIDERS.map((headers) => changedNames(headers, { ...body }));
      assert.ok(names.flat().every((name) => typeof name === 'string'));
      return names.some((found) => found.length > 0) ? 'accepted' : 'refused';
    },
  );

  fuzzDecoder(
    'signatures',
    fuzzed(['sha256=00ff', 'basic YTpi', 'secret', '1700000000']),
    (text) => {
      for (const header of [
        'x-hub-signature',
        'x-gitlab-token',
        'x-gitee-token',
        'authorization',
      ]) {
        const headers = { [header]: text, 'x-gitee-timestamp': text };
        const webhook = { headers, body: Buffer.from(text), receivedAtMs: 1 };
        assert.notEqual(proofOfWebhook(webhook, 'swordfish'), 'right');
      }
      return 'refused';
    },
  );

  const naming = { newId: () => 'new', receivedAt: 1, customTypes: new Set<string>() };
  fuzzDecoder('events', fuzzed(busMessages()), (text) => {
    const event = decodeEvent(Buffer.from(text), naming);
    if (!event.ok) return 'refused';
    if (event.value.type !== 'unknown') {
      assert.ok(decodeEvent(Buffer.from(encodeEvent(event.value, 'camel')), naming).ok);
    }
    return 'accepted';
  });

  fuzzDecoder('states, acknowledgements, changes, pins and schemas', fuzzed(CHANGES), (given) => {
    const bytes = Buffer.from(given);
    const [state, acknowledgement, change] = [
      decodeConfigState(bytes),
      decodeAcknowledgement(bytes),
      decodeRepositoryChange(bytes),
    ];
    const [pin, schema] = [decodePinDecision(bytes), decodeSchema(bytes)];
    if (state.ok) assert.ok(decodeConfigState(Buffer.from(encodeConfigState(state.value))).ok);
    const isRead = [state, acknowledgement, change, pin, schema].some(({ ok }) => ok);
    return isRead ? 'accepted' : 'refused';
  });
});

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

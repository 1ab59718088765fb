import { fail, type Outcome, succeed } from '@vernal/core';
import type { Decoded } from '../decoded.ts';
import { decodeObject } from './document.ts';
import { MemberReader } from './member-reader.ts';
import { type JsonSchema, schemaShape } from './schema-shape.ts';
import type { ConfigKey } from './state.ts';

/** Larger ones are not sent, and not read: every instance has one on the broker. */
const MAX_SCHEMA_BYTES = 64 * 1024;

/**
 * The configuration that an instance can run with: published retained, one per instance, so that a config server
 * can refuse a push that would break it. Its sender repeats it from time to time and takes it back when it ends.
 */
export interface PublishedSchema extends ConfigKey {
  readonly busId: string;
  readonly schema: JsonSchema;
  /** Epoch ms at which it was said last. */
  readonly at: number;
}

/** Writes a schema: its shape alone, see {@link schemaShape}. The problem says why it can't be published. */
export function encodeSchema(published: PublishedSchema): Outcome<string, string> {
  const { application, profiles, label, busId, at } = published;
  const schema = schemaShape(published.schema);
  if (!schema.ok) return schema;
  const text = JSON.stringify({ application, profiles, label, busId, at, schema: schema.value });
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_SCHEMA_BYTES) return fail(`has ${bytes} bytes, ${MAX_SCHEMA_BYTES} are allowed`);
  return succeed(text);
}

/** Reads a schema. Never throws; whatever is no keyword of validation is left out. */
export function decodeSchema(payload: Uint8Array): Decoded<PublishedSchema> {
  if (payload.byteLength > MAX_SCHEMA_BYTES) return refuse('', 'is too large');
  const members = decodeObject(payload);
  if (!members.ok) return members;
  const schema = schemaShape(members.value['schema']);
  if (!schema.ok) return refuse('schema', schema.problem);
  const reader = new MemberReader(members.value);
  return reader.complete({
    application: reader.text('application'),
    profiles: reader.text('profiles'),
    label: reader.optionalText('label') ?? null,
    busId: reader.text('busId'),
    at: reader.epochMs('at'),
    schema: schema.value,
  });
}

function refuse(path: string, problem: string): Decoded<never> {
  return { ok: false, problems: [{ path, problem }] };
}

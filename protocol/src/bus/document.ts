import type { Decoded } from '../decoded.ts';

/** Larger messages are refused unread: no event, state or acknowledgement comes near it. */
export const MAX_BUS_MESSAGE_BYTES = 256 * 1024;

const DECODERS = {
  'utf-8': new TextDecoder('utf-8', { fatal: true }),
  'utf-16le': new TextDecoder('utf-16le', { fatal: true }),
  'utf-16be': new TextDecoder('utf-16be', { fatal: true }),
};

/**
 * The JSON value of a message. UTF-8, with or without a byte order mark, and UTF-16 are understood, as
 * Java does (bus-protocol A.4 "encoding").
 */
export function decodeDocument(payload: Uint8Array): Decoded<unknown> {
  if (payload.byteLength > MAX_BUS_MESSAGE_BYTES) {
    return refuse(`has ${payload.byteLength} bytes, ${MAX_BUS_MESSAGE_BYTES} are allowed`);
  }
  try {
    return { ok: true, value: JSON.parse(DECODERS[charsetOf(payload)].decode(payload)) };
  } catch {
    return refuse('is not a JSON document');
  }
}

/** A message that must be a JSON object, with its members. */
export function decodeObject(payload: Uint8Array): Decoded<Readonly<Record<string, unknown>>> {
  const document = decodeDocument(payload);
  if (!document.ok) return document;
  const { value } = document;
  return isObject(value) ? { ok: true, value } : refuse('is not a JSON object');
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON text begins with ASCII, so a zero among its first two bytes tells UTF-16 and its byte order. */
function charsetOf(payload: Uint8Array): keyof typeof DECODERS {
  const [first, second] = payload;
  if (second === 0 || (first === 0xff && second === 0xfe)) return 'utf-16le';
  if (first === 0 || (first === 0xfe && second === 0xff)) return 'utf-16be';
  return 'utf-8';
}

function refuse(problem: string): Decoded<never> {
  return { ok: false, problems: [{ path: '', problem }] };
}

/** A message as its bytes. */
export function payloadOf(message: unknown): Uint8Array {
  return new TextEncoder().encode(typeof message === 'string' ? message : JSON.stringify(message));
}

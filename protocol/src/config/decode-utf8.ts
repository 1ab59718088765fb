import { TextDecoder } from 'node:util';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of bytes. Throws when they are none: a text decrypted with the wrong key rarely is. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

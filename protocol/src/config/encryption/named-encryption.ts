import { fail } from '@vernal/core';
import type { CipherText } from '../cipher-text.ts';
import type { TextEncryption } from './text-encryption.ts';

/** Keys that texts name by `{key:NAME}`, and what all other texts are opened with. */
export interface NamedKeys {
  /** By name in lower case: names are compared as Java compares aliases. */
  readonly named: ReadonlyMap<string, TextEncryption>;
  /** For texts without a name, or with one that is not listed: an alias of a key store. */
  readonly others: TextEncryption | undefined;
  /** What new texts are made with; that of texts without a name when absent. */
  readonly newestKey?: string;
}

/** Lets passwords and single key pairs be rotated as Spring does it with the aliases of a key store (config-protocol 5.6). */
export function namedEncryption({ named, others, newestKey }: NamedKeys): TextEncryption {
  const find = (name: string | undefined) =>
    name === undefined ? others : (named.get(name.toLowerCase()) ?? others);
  return {
    encrypt: (text) => find(keyNameOf(text))?.encrypt(text) ?? fail('unknown-key'),
    decrypt: (text) => find(keyNameOf(text))?.decrypt(text) ?? fail('unknown-key'),
    publicKey: () => find(newestKey)?.publicKey(),
    knows: (name) => named.has(name.toLowerCase()) || others?.knows(name) === true,
    ...(newestKey === undefined ? {} : { newestKey }),
  };
}

function keyNameOf({ keys }: CipherText): string | undefined {
  return keys['key'];
}

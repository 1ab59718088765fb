import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { fail, type Outcome, succeed } from '@vernal/core';
import type { RsaKey } from './rsa-key.ts';

/** The keys of a key store, by alias. */
export interface KeyStore {
  /** In any case, as in Java. */
  readonly aliases: readonly string[];
  /** The key of an alias; a problem when there is none, or the secret does not open it. */
  readonly find: (alias: string, secret: string) => Outcome<RsaKey, string>;
}

/** What a key store holds under one alias. */
export interface KeyEntry {
  /** Opens the private key; throws for a wrong secret. undefined for a certificate alone. */
  readonly open?: (secret: string) => KeyObject;
  /** DER of the certificate. */
  readonly certificate?: Buffer;
}

/** A key store of entries by alias; Java writes aliases in lower case and looks them up so. */
export function namedKeys(entries: ReadonlyMap<string, KeyEntry>): KeyStore {
  return {
    aliases: [...entries.keys()],
    find(alias, secret) {
      const entry = entries.get(alias.toLowerCase());
      return entry === undefined ? fail('there is no such alias') : openEntry(entry, secret);
    },
  };
}

function openEntry({ open, certificate }: KeyEntry, secret: string): Outcome<RsaKey, string> {
  try {
    if (open !== undefined) {
      const privateKey = open(secret);
      return succeed({ privateKey, publicKey: createPublicKey(privateKey) });
    }
    if (certificate === undefined) return fail('there is no key under this alias');
    return succeed({ publicKey: new X509Certificate(certificate).publicKey });
  } catch {
    return fail('the secret does not open the key');
  }
}

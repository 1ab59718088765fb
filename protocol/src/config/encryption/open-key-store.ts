import { fail, type Outcome, succeed } from '@vernal/core';
import { isJks, openJks } from './jks-key-store.ts';
import type { KeyStore } from './named-keys.ts';
import { openPkcs12 } from './pkcs12-key-store.ts';

/**
 * Opens a key store by what it holds, whatever its file is called: PKCS#12, or Java's own JKS
 * (config-protocol 5.4). The problem says what is wrong without the password. Never throws.
 */
export function openKeyStore(bytes: Buffer, password: string): Outcome<KeyStore, string> {
  try {
    return succeed(isJks(bytes) ? openJks(bytes, password) : openPkcs12(bytes, password));
  } catch {
    return fail('is no key store in PKCS#12 or JKS, or the password is wrong');
  }
}

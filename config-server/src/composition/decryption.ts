import { fail } from '@vernal/core';
import type { TextEncryption } from '@vernal/protocol/config';
import type { ConfigOptions } from '../config-options.ts';
import type { DecryptRules } from '../domain/decrypt-layers.ts';

/** How `{cipher}` values are read: without a key every one of them is invalid, as in Spring. */
export function decryptionWith(
  { prefixInvalid }: Pick<ConfigOptions, 'prefixInvalid'>,
  encryption: TextEncryption | undefined,
): DecryptRules {
  return {
    decrypt: (text) => encryption?.decrypt(text) ?? fail('there is no key'),
    invalid: prefixInvalid ? 'prefixed' : 'as-written',
  };
}

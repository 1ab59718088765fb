import { fail } from '@vernal/core';
import { encryptValue } from '@vernal/protocol/config';
import type { CipherCommand } from './cipher-command.ts';

/** `vernal encrypt [TEXT]`: prints a value for a configuration file. */
export const encrypt: CipherCommand = {
  name: 'encrypt',
  description: 'encrypt a value; prints {cipher}… for a configuration file',
  convert(text, encryption) {
    const value = encryptValue(text, encryption);
    return value.ok ? value : fail('there is no key for new values');
  },
};

import { succeed } from '@vernal/core';
import { CIPHER_PREFIX, encryptSymmetric } from '@vernal/protocol/config';
import type { CipherCommand } from './cipher-command.ts';

/** `vernal encrypt [TEXT]`: prints a value for a configuration file. */
export const encrypt: CipherCommand = {
  name: 'encrypt',
  description: 'encrypt a value; prints {cipher}… for a configuration file',
  convert: (text, key) => succeed(`${CIPHER_PREFIX}${encryptSymmetric(text, key)}`),
};

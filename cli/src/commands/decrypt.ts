import { fail } from '@vernal/core';
import { decryptSymmetric, parseCipherText } from '@vernal/protocol/config';
import type { CipherCommand } from './cipher-command.ts';

/** `vernal decrypt [TEXT]`: prints the clear text of a value, with or without its `{cipher}`. */
export const decrypt: CipherCommand = {
  name: 'decrypt',
  description: 'decrypt a value, with or without {cipher}',
  convert(text, key) {
    const clear = decryptSymmetric(parseCipherText(text.trim()).payload, key);
    return clear.ok ? clear : fail(`the value ${clear.problem}`);
  },
};

import { fail } from '@vernal/core';
import { parseCipherText } from '@vernal/protocol/config';
import type { CipherCommand } from './cipher-command.ts';

/** `vernal decrypt [TEXT]`: prints the clear text of a value, with or without its `{cipher}`. */
export const decrypt: CipherCommand = {
  name: 'decrypt',
  description: 'decrypt a value, with or without {cipher}',
  convert(text, encryption) {
    const clear = encryption.decrypt(parseCipherText(text.trim()));
    return clear.ok ? clear : fail(`the value was not encrypted with ${PROBLEMS[clear.problem]}`);
  },
};

const PROBLEMS = {
  'wrong-key': 'this key',
  'unknown-key': 'a key that is here',
  'public-key-only': 'a key whose private half is here',
};

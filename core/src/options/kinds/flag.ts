import { fail, succeed } from '../../outcome.ts';
import { scalarKind } from './scalar.ts';

const MEANINGS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'on', 'yes', '1'].map((word) => [word, true] as const),
  ...['false', 'off', 'no', '0'].map((word) => [word, false] as const),
]);

/** True or false, in the words that Spring knows: true on yes 1, false off no 0. */
export const flag = scalarKind<boolean>(() => ({
  kind: 'true|false',
  format: String,
  parse(text) {
    const value = MEANINGS.get(text.toLowerCase());
    return value === undefined ? fail('is neither true nor false') : succeed(value);
  },
}));

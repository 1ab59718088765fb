import { fail, succeed } from '../../outcome.ts';
import { scalarKind } from './scalar.ts';

/** The limits of a whole number, both included. Default: no limits. */
export interface IntegerLimits {
  readonly min?: number;
  readonly max?: number;
}

/** A whole number in decimal. */
export const integer = scalarKind<number, IntegerLimits>(({ min = -Infinity, max = Infinity }) => ({
  kind: 'number',
  format: String,
  parse(text) {
    const value = Number(text);
    if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(value))
      return fail('is not a whole number');
    if (value < min) return fail(`is less than ${min}`);
    if (value > max) return fail(`is more than ${max}`);
    return succeed(value);
  },
}));

import { fail, succeed } from '../../outcome.ts';
import { scalarKind } from './scalar.ts';

/** The limits of a decimal number, both included. Default: no limits. */
export interface DecimalLimits {
  readonly min?: number;
  readonly max?: number;
}

/** A number such as `0.85`. */
export const decimal = scalarKind<number, DecimalLimits>(({ min = -Infinity, max = Infinity }) => ({
  kind: 'decimal',
  format: String,
  parse(text) {
    const value = Number(text);
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text)) return fail('is not a number');
    if (value < min) return fail(`is less than ${min}`);
    if (value > max) return fail(`is more than ${max}`);
    return succeed(value);
  },
}));

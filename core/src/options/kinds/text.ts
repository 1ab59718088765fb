import { succeed } from '../../outcome.ts';
import { Secret } from '../../secret.ts';
import { scalarKind } from './scalar.ts';

/** A text; spaces around it are dropped. */
export const text = scalarKind<string>(() => ({
  kind: 'text',
  parse: succeed,
  format: (value) => value,
  empty: '',
}));

/** A text that is never shown. An empty one counts as not set. */
export const secret = scalarKind<Secret>(() => ({
  kind: 'secret',
  parse: (value) => succeed(new Secret(value)),
  format: String,
  hidden: true,
}));

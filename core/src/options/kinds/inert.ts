import { succeed } from '../../outcome.ts';
import type { Option } from '../option.ts';

/**
 * Names of another server that mean nothing to this one, and everything below them: accepted, so that its file
 * can be used as it is, and reported with the reason, so that nobody counts on them.
 *
 * @param because completes the sentence "has no effect here: ..."
 */
export function inert(
  because: string,
  [name, ...aliases]: readonly [string, ...string[]],
): Option<undefined> {
  return {
    name,
    aliases,
    kind: 'anything',
    description: `Has no effect here: ${because}`,
    inertBecause: because,
    covers: () => true,
    bind: () => succeed(undefined),
  };
}

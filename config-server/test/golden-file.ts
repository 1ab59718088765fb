import { checkoutPath } from '@vernal/core/testing';

/** Path of a file recorded from a real config server (interop/golden/README.md, part "config"). */
export function goldenFile(...names: readonly string[]): string {
  return checkoutPath('interop', 'golden', 'config', ...names);
}

import { join } from 'node:path';
import { checkoutPath } from '@vernal/core/testing';

/** Path of a file recorded from a real config server (golden/README.md, part "config"). */
export function goldenPath(...names: readonly string[]): string {
  return join(checkoutPath('interop', 'golden', 'config'), ...names);
}

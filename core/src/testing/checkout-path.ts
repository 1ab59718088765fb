import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What lies so below the root of the checkout, which is above the sources of a package and above their build. */
export function checkoutPath(...names: readonly string[]): string {
  return pathAbove(import.meta.dirname, join(...names));
}

function pathAbove(from: string, path: string): string {
  const candidate = join(from, path);
  if (existsSync(candidate)) return candidate;
  if (dirname(from) === from) throw new Error(`${path} is missing from the checkout`);
  return pathAbove(dirname(from), path);
}

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Path of a file recorded from a real config server (interop/golden/README.md, part "config"). */
export function goldenFile(...names: readonly string[]): string {
  return join(goldenFolder(import.meta.dirname), 'config', ...names);
}

/** Tests run from their sources and, a level deeper, from the build. */
function goldenFolder(from: string): string {
  const candidate = join(from, 'interop', 'golden');
  if (existsSync(candidate)) return candidate;
  if (dirname(from) === from) throw new Error('interop/golden is missing');
  return goldenFolder(dirname(from));
}

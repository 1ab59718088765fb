import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The recorded data of real Spring Cloud Bus applications (golden/README.md, part "bus"). */
export function readGolden<Content>(name: string): Content {
  const text = readFileSync(join(goldenFolder(import.meta.dirname), 'bus', name), 'utf8');
  return JSON.parse(text) as Content;
}

/** Above the sources and above their build it is in the same place of the checkout. */
function goldenFolder(from: string): string {
  const candidate = join(from, 'interop', 'golden');
  if (existsSync(candidate)) return candidate;
  if (dirname(from) === from) throw new Error('interop/golden is missing');
  return goldenFolder(dirname(from));
}

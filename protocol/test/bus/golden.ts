import { readFileSync } from 'node:fs';
import { checkoutPath } from '@vernal/core/testing';

/** The recorded data of real Spring Cloud Bus applications (golden/README.md, part "bus"). */
export function readGolden<Content>(name: string): Content {
  const text = readFileSync(checkoutPath('interop', 'golden', 'bus', name), 'utf8');
  return JSON.parse(text) as Content;
}

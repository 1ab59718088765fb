import { javaJson } from '../java-json.ts';
import { jsonOfValue } from '../java-number.ts';
import type { Nested } from './nest-properties.ts';

/** Compact JSON, numbers as Java prints them (F5, F6 of config-protocol 1.7). */
export function renderJson(document: Nested): string {
  if (document === null) return 'null';
  if (Array.isArray(document)) return `[${document.map(renderJson).join(',')}]`;
  if (!(document instanceof Map)) return jsonOfValue(document);
  const members = Array.from(document, ([key, value]) => `${javaJson(key)}:${renderJson(value)}`);
  return `{${members.join(',')}}`;
}

import { type Outcome, succeed } from '@vernal/core';
import { effectiveProperties } from '../effective-properties.ts';
import { isEmptyList } from '../empty-list.ts';
import type { Environment } from '../environment.ts';
import { textOfValue } from '../java-number.ts';
import { mergeProperties } from './merge-properties.ts';
import { mapTexts, type Nested, type NestingProblem, nestProperties } from './nest-properties.ts';
import {
  type PlaceholderProblem,
  type PlaceholderRules,
  resolvePlaceholders,
} from './resolve-placeholders.ts';

/** Why an environment has no such form. */
export type RenderingProblem = NestingProblem | PlaceholderProblem;

/** Whether `${…}` is replaced from the environment itself, or served as it stands. */
export type Placeholders = 'resolved' | 'as written';

/** `key: value` lines, not escaped, as Spring writes them (F1, F2 of config-protocol 1.7). */
export function renderProperties(
  environment: Environment,
  placeholders: Placeholders,
): Outcome<string, RenderingProblem> {
  const lines = Array.from(
    mergeProperties(environment),
    ([key, value]) => `${key}: ${isEmptyList(value) ? '[]' : textOfValue(value)}`,
  );
  const text = lines.join('\n');
  if (placeholders === 'as written') return succeed(text);
  return resolvePlaceholders(text, { lookup: lookupIn(environment), unknownNested: 'keep' });
}

/** The nested document that YAML and JSON show, each text resolved by itself (F3 to F6 of config-protocol 1.7). */
export function nestedDocument(
  environment: Environment,
  placeholders: Placeholders,
): Outcome<Nested, RenderingProblem> {
  const nested = nestProperties(mergeProperties(environment));
  if (!nested.ok || placeholders === 'as written') return nested;
  const rules: PlaceholderRules = { lookup: lookupIn(environment), unknownNested: 'refuse' };
  return mapTexts<PlaceholderProblem>(nested.value, (text) => resolvePlaceholders(text, rules));
}

/** Only the environment's own properties: nothing of the server's environment ever shows (config-protocol 1.7). */
function lookupIn(environment: Environment): PlaceholderRules['lookup'] {
  const properties = effectiveProperties(environment);
  return (name) => {
    const value = properties.get(name);
    return value === undefined ? undefined : textOfValue(value);
  };
}

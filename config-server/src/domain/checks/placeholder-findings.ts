import { type PropertyValue, resolvePlaceholders, textOfValue } from '@vernal/protocol/config';
import { effectiveValues, type PropertyLayer } from '../property-layer.ts';
import type { Finding } from './finding.ts';
import { placeOfProperty } from './layer-place.ts';
import { neededNames } from './needed-names.ts';

/** What a service got and what it will get, strongest first. */
export interface LayersAroundPush {
  readonly before: readonly PropertyLayer[];
  readonly after: readonly PropertyLayer[];
}

/** Whose placeholders they are, and the URI of the repository that is pushed to. */
export interface PlaceholderContext {
  readonly service: string;
  readonly uri: string;
}

/**
 * Placeholders that a push breaks for a service: those that come to refer to themselves, which no service can
 * start with, and those whose value it takes away.
 */
export function placeholderFindings(
  { before, after }: LayersAroundPush,
  { service, uri }: PlaceholderContext,
): Finding[] {
  const [former, current] = [effectiveValues(before), effectiveValues(after)];
  return [...current.keys()].flatMap((key) => {
    const text = textAt(current, key);
    if (!text.includes('${')) return [];
    return problemsOf(text, { former, current, service, key }).map((found) => ({
      ...placeOfProperty(after, key, uri),
      ...found,
    }));
  });
}

type Properties = ReadonlyMap<string, PropertyValue>;

/** A property before and after. */
interface PushedProperty {
  readonly former: Properties;
  readonly current: Properties;
  readonly service: string;
  readonly key: string;
}

function problemsOf(
  text: string,
  { former, current, service, key }: PushedProperty,
): Pick<Finding, 'severity' | 'problem'>[] {
  const circle = circleIn(text, current);
  if (circle !== undefined) {
    const isOld = circleIn(textAt(former, key), former) !== undefined;
    return isOld ? [] : [{ severity: 'error', problem: `${key} ${circle}` }];
  }
  return neededNames(text)
    .filter((name) => former.has(name) && !current.has(name))
    .map((name) => ({
      severity: 'warning',
      problem: `${key} needs ${name}, which ${service} does not get any more`,
    }));
}

function textAt(properties: Properties, name: string): string {
  return textOfValue(properties.get(name) ?? '');
}

/** Why a text can't be resolved, whatever the environment of the service has. */
function circleIn(text: string, properties: Properties): string | undefined {
  const lookup = (name: string) => (properties.has(name) ? textAt(properties, name) : undefined);
  const resolved = resolvePlaceholders(text, { lookup, unknownNested: 'keep' });
  if (resolved.ok) return undefined;
  const { placeholder, problem } = resolved.problem;
  return `can't be resolved: \${${placeholder}} ${problem}`;
}

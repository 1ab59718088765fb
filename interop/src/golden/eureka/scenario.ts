import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A relation between values of one run (see `golden/README.md`). */
export interface Relation {
  readonly path: string;
  readonly op: 'near-now' | 'eq' | 'gt' | 'ge' | 'ne';
  readonly offsetMs?: number;
  readonly toleranceMs?: number;
  /** Index of the earlier step whose answer holds the other value. */
  readonly step?: number;
}

/** One recorded request and its answer. */
export interface Step {
  readonly waitMs?: number;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
    readonly bodyEncoding?: 'gzip';
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly volatile: readonly string[];
  readonly bodyRule: 'empty' | 'json' | 'xml' | 'exact' | 'contains' | 'ignore' | 'error';
  readonly contains?: readonly string[];
  readonly wholeRegistry?: 'full' | 'delta';
  readonly relations?: readonly Relation[];
  readonly quirk?: string;
}

/** One recorded conversation with a Java Eureka server. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly checklist: readonly number[];
  readonly server: { readonly profile: string; readonly options: readonly string[] };
  readonly tag: string;
  readonly needsEmptyRegistry?: boolean;
  readonly steps: readonly Step[];
  /** Application and instance id of everything that may be left behind. */
  readonly cleanup: readonly (readonly [string, string])[];
}

function parseScenario(text: string): Scenario {
  return JSON.parse(text) as Scenario;
}

/** All scenarios of a folder, by name. */
export function loadScenarios(folder: string): Scenario[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort((left, right) => basename(left, '.json').localeCompare(basename(right, '.json')))
    .map((file) => parseScenario(readFileSync(join(folder, file), 'utf8')));
}

/** The same scenario with another tag, in upper and lower case, so that it can run twice on one server. */
export function withTag(scenario: Scenario, tag: string): Scenario {
  const text = JSON.stringify(scenario)
    .replaceAll(scenario.tag.toLowerCase(), tag.toLowerCase())
    .replaceAll(scenario.tag.toUpperCase(), tag.toUpperCase());
  return parseScenario(text);
}

/** The server options of a scenario as the settings of a daemon. */
export function settingsOf(scenario: Scenario): Record<string, string> {
  return Object.fromEntries(
    scenario.server.options.map((option) => {
      const equals = option.indexOf('=');
      return [option.slice(0, equals), option.slice(equals + 1)];
    }),
  );
}

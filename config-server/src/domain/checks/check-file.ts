import type { Outcome } from '@vernal/core';
import {
  type CipherText,
  isEncrypted,
  type PropertyDocument,
  type PropertyValue,
  parseCipherText,
  type TracedValue,
  textOfValue,
} from '@vernal/protocol/config';
import { isActive } from '../activation.ts';
import type { FileProblem } from '../config-file.ts';
import { isClearSecret } from './clear-secret.ts';
import { type Finding, placeIn, type Severity } from './finding.ts';
import { comparableName, type NeededName, neededNames } from './needed-names.ts';

/** What becomes of what should not be there. */
export type Reaction = 'ignore' | 'warn' | 'refuse';

/** By which rules a file is checked. */
export interface FileRules {
  /** Without it encrypted values are taken as they are. */
  readonly decrypt?: (text: CipherText) => Outcome<string, string>;
  /** What becomes of secrets in clear. */
  readonly secrets: Reaction;
}

/** A property of a document. */
export type TracedProperty = readonly [key: string, value: TracedValue];

/** What is wrong with a value. */
export interface ValueFinding extends Finding {
  readonly key: string;
  readonly value: PropertyValue;
}

/** What a file says of itself. */
export interface FileReport {
  /** Why it can't be served at all. */
  readonly broken: readonly Finding[];
  readonly values: readonly ValueFinding[];
  /** The names that it has values for, in comparable form. */
  readonly names: readonly string[];
  readonly needed: readonly NeededName[];
  /** Whether it says nothing of the file, as `FileProblem` has it. */
  readonly isPassing?: boolean;
}

const CONFIG_FILE = /\.(?:ya?ml|properties|xml)$/;
/** Of tools, such as the workflows of a Git host. */
const HIDDEN = /(?:^|\/)\./;
/** A key whose value may make no sense as a condition. */
const CONDITION = /^spring\.(?:profiles$|config\.activate\.)/;

const WHY_SEALED: Readonly<Record<string, string>> = {
  'unknown-key': 'there is no key of this name',
  'wrong-key': 'it was made with another key, or is damaged',
  'public-key-only': 'only the public half of the key is here',
};

/** Whether a file of a repository may be read as configuration; of XML see `isPropertiesXml`. */
export function isConfigFile(path: string): boolean {
  return CONFIG_FILE.test(path) && !HIDDEN.test(path);
}

/** How severe what should not be there is; undefined when nobody wants to know. */
export function severityOf(reaction: Reaction): Severity | undefined {
  if (reaction === 'ignore') return undefined;
  return reaction === 'refuse' ? 'error' : 'warning';
}

/** The report of a file that says nothing. */
export const NOTHING_SAID: FileReport = { broken: [], values: [], names: [], needed: [] };

/** The report of a file that can't be read. */
export function brokenFile({ path, position, problem, isPassing }: FileProblem): FileReport {
  const broken: Finding = { ...placeIn(path, position), severity: 'error', problem };
  return { ...NOTHING_SAID, broken: [broken], ...(isPassing === true ? { isPassing } : {}) };
}

/** What the conditions of a document say. */
export function conditionsReport(path: string, document: PropertyDocument): FileReport {
  return { ...NOTHING_SAID, broken: conditionFindings(path, document) };
}

/** What some properties of a file say: `{cipher}` values that no key opens, secrets in clear, names. */
export function propertiesReport(
  path: string,
  properties: readonly TracedProperty[],
  rules: FileRules,
): FileReport {
  return {
    broken: [],
    values: valueFindings(path, properties, rules),
    names: properties.map(([key]) => comparableName(key)),
    needed: neededIn(path, properties),
  };
}

/** One report of what parts of a file say. */
export function wholeReport(parts: readonly FileReport[]): FileReport {
  return {
    broken: parts.flatMap(({ broken }) => broken),
    values: parts.flatMap(({ values }) => values),
    names: parts.flatMap(({ names }) => names),
    needed: parts.flatMap(({ needed }) => needed),
  };
}

/** Whatever profiles are active: a condition that makes no sense makes none for anybody. */
function conditionFindings(path: string, document: PropertyDocument): Finding[] {
  const active = isActive(document, { profiles: new Set(), defaultRequest: true }, undefined);
  if (active.ok) return [];
  const [, traced] = [...document].find(([key]) => CONDITION.test(key)) ?? [];
  const place = placeIn(path, traced?.origin ?? '');
  return [{ ...place, severity: 'error', problem: active.problem }];
}

function valueFindings(
  path: string,
  properties: readonly TracedProperty[],
  rules: FileRules,
): ValueFinding[] {
  return properties.flatMap(([key, { value, origin }]) => {
    const found = isEncrypted(value) ? sealed(key, value, rules) : clear(key, value, rules);
    return found === undefined ? [] : [{ ...placeIn(path, origin ?? ''), key, value, ...found }];
  });
}

type FoundInValue = Pick<Finding, 'severity' | 'problem'>;

function sealed(key: string, value: string, { decrypt }: FileRules): FoundInValue | undefined {
  const opened = decrypt?.(parseCipherText(value));
  if (opened?.ok !== false) return undefined;
  const why = WHY_SEALED[opened.problem] ?? opened.problem;
  return { severity: 'error', problem: `${key} can't be decrypted: ${why}` };
}

function clear(key: string, value: PropertyValue, rules: FileRules): FoundInValue | undefined {
  const severity = severityOf(rules.secrets);
  if (severity === undefined || !isClearSecret(key, textOfValue(value))) return undefined;
  return { severity, problem: `${key} looks like a secret in clear` };
}

function neededIn(path: string, properties: readonly TracedProperty[]): NeededName[] {
  return properties.flatMap(([key, { value, origin }]) =>
    neededNames(textOfValue(value)).map((name) => ({ ...placeIn(path, origin ?? ''), key, name })),
  );
}

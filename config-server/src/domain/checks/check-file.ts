import type { Outcome } from '@vernal/core';
import {
  type CipherText,
  isEncrypted,
  type PropertyDocument,
  type PropertyValue,
  parseCipherText,
  textOfValue,
} from '@vernal/protocol/config';
import { isActive } from '../activation.ts';
import { parseConfigFile, textReaderOf } from '../config-file.ts';
import { isClearSecret } from './clear-secret.ts';
import { type Finding, placeIn, type Severity } from './finding.ts';
import { comparableName, type NeededName, neededNames } from './needed-names.ts';

/** A file to be checked, by its path in the repository. */
export interface CheckedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What becomes of what should not be there. */
export type Reaction = 'ignore' | 'warn' | 'refuse';

/** By which rules a file is checked. */
export interface FileRules {
  /** Without it encrypted values are taken as they are. */
  readonly decrypt?: (text: CipherText) => Outcome<string, string>;
  /** What becomes of secrets in clear. */
  readonly secrets: Reaction;
}

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
}

const CONFIG_FILE = /\.(?:ya?ml|properties)$/;
/** Of tools, such as the workflows of a Git host. */
const HIDDEN = /(?:^|\/)\./;
/** A key whose value may make no sense as a condition. */
const CONDITION = /^spring\.(?:profiles$|config\.activate\.)/;

const WHY_SEALED: Readonly<Record<string, string>> = {
  'unknown-key': 'there is no key of this name',
  'wrong-key': 'it was made with another key, or is damaged',
  'public-key-only': 'only the public half of the key is here',
};

/** Whether a file of a repository is read as configuration. */
export function isConfigFile(path: string): boolean {
  return CONFIG_FILE.test(path) && !HIDDEN.test(path);
}

/** How severe what should not be there is; undefined when nobody wants to know. */
export function severityOf(reaction: Reaction): Severity | undefined {
  if (reaction === 'ignore') return undefined;
  return reaction === 'refuse' ? 'error' : 'warning';
}

/** Looks at one file alone: syntax, conditions, `{cipher}` values that no key opens, secrets in clear. */
export function checkFile({ path, bytes }: CheckedFile, rules: FileRules): FileReport {
  const parsed = parseConfigFile(path, bytes, textReaderOf(path));
  if (!parsed.ok) {
    const { position, problem } = parsed.problem;
    return brokenFile({ ...placeIn(path, position), severity: 'error', problem });
  }
  const documents = parsed.value;
  return {
    broken: documents.flatMap((document) => conditionFindings(path, document)),
    values: documents.flatMap((document) => valueFindings(path, document, rules)),
    names: documents.flatMap((document) => [...document.keys()].map(comparableName)),
    needed: documents.flatMap((document) => neededIn(path, document)),
  };
}

/** The report of a file that can't be read. */
export function brokenFile(finding: Finding): FileReport {
  return { broken: [finding], values: [], names: [], needed: [] };
}

/** Whatever profiles are active: a condition that makes no sense makes none for anybody. */
function conditionFindings(path: string, document: PropertyDocument): Finding[] {
  const active = isActive(document, { profiles: new Set(), defaultRequest: true }, undefined);
  if (active.ok) return [];
  const [, traced] = [...document].find(([key]) => CONDITION.test(key)) ?? [];
  const place = placeIn(path, traced?.origin ?? '');
  return [{ ...place, severity: 'error', problem: active.problem }];
}

function valueFindings(path: string, document: PropertyDocument, rules: FileRules): ValueFinding[] {
  return [...document].flatMap(([key, { value, origin }]) => {
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

function neededIn(path: string, document: PropertyDocument): NeededName[] {
  return [...document].flatMap(([key, { value, origin }]) =>
    neededNames(textOfValue(value)).map((name) => ({ ...placeIn(path, origin ?? ''), key, name })),
  );
}

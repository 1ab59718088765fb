import {
  isEncrypted,
  type PropertyDocument,
  type PropertyValue,
  parseCipherText,
  textOfValue,
} from '@vernal/protocol/config';
import { isActive } from './activation.ts';
import { parseConfigFile } from './config-file.ts';
import type { DecryptRules } from './decrypt-layers.ts';

/** A file to be checked, by its path in the repository. */
export interface CheckedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What was found in a file. Never a value of it. */
export interface Finding {
  readonly path: string;
  /** `line 3, column 1`, or `3:1` of a value; empty when the whole file is meant. */
  readonly position: string;
  /** An error can't be served; a warning should not be; a note is for the reader to judge. */
  readonly severity: 'error' | 'warning' | 'note';
  readonly problem: string;
}

type Decrypt = DecryptRules['decrypt'];

const CONFIG_FILE = /\.(?:ya?ml|properties)$/;
/** Of tools, such as the workflows of a Git host. */
const HIDDEN = /(?:^|\/)\./;
const SECRET_NAME = /(?:password|passwd|secret|token|credentials?|api-?key|private-?key)$/i;
const SECRET_VALUE = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}/;
/** A placeholder without a default. */
const PLACEHOLDER = /\$\{([^${}:]+)\}/g;

/** Whether a file of a repository is read as configuration. */
export function isConfigFile(path: string): boolean {
  return CONFIG_FILE.test(path) && !HIDDEN.test(path);
}

/**
 * Looks for what would keep files from being served, or should not be in them: syntax errors, conditions that
 * make no sense, `{cipher}` values that no key opens, secrets in clear, placeholders that no file has a value for.
 *
 * @param decrypt without it encrypted values are taken as they are
 */
export function checkConfigFiles(files: readonly CheckedFile[], decrypt?: Decrypt): Finding[] {
  const findings: Finding[] = [];
  const read: { readonly path: string; readonly document: PropertyDocument }[] = [];
  for (const { path, bytes } of files) {
    const parsed = parseConfigFile(path, bytes);
    if (parsed.ok) read.push(...parsed.value.map((document) => ({ path, document })));
    else findings.push({ ...parsed.problem, severity: 'error' });
  }
  const known = new Set(read.flatMap(({ document }) => [...document.keys()]));
  for (const { path, document } of read) {
    const active = isActive(document, { profiles: new Set(), defaultRequest: true }, undefined);
    if (!active.ok) {
      findings.push({ path, position: '', severity: 'error', problem: active.problem });
    }
    for (const [key, { value, origin }] of document) {
      const found = [
        ...secretProblems(key, value, decrypt),
        ...placeholderNotes(key, textOfValue(value), known),
      ];
      findings.push(...found.map((finding) => ({ path, position: origin ?? '', ...finding })));
    }
  }
  return findings;
}

type FoundInValue = Pick<Finding, 'severity' | 'problem'>;

function secretProblems(key: string, value: PropertyValue, decrypt?: Decrypt): FoundInValue[] {
  if (isEncrypted(value)) {
    const clear = decrypt?.(parseCipherText(value));
    if (clear?.ok !== false) return [];
    return [{ severity: 'error', problem: `${key} can't be decrypted: ${clear.problem}` }];
  }
  const text = textOfValue(value);
  const isSecret = SECRET_NAME.test(key) && text !== '' && !text.startsWith('${');
  if (!isSecret && !SECRET_VALUE.test(text)) return [];
  return [{ severity: 'warning', problem: `${key} looks like a secret in clear` }];
}

function placeholderNotes(key: string, value: string, known: ReadonlySet<string>): FoundInValue[] {
  const names = [...value.matchAll(PLACEHOLDER)].map(([, name = '']) => name.trim());
  return names
    .filter((name) => !known.has(name))
    .map((name) => ({ severity: 'note', problem: `${key} needs ${name}, which no file has` }));
}

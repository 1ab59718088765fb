import { SECRET_WORDS } from '../secret-words.ts';

/** Names whose values are secrets: `db.password`, `api-key`, `tokens[0]`. */
const SECRET_NAME = new RegExp(
  `(?:${SECRET_WORDS}|(?:api|access|private|secret|signing|encryption|account)[-_.]?key)s?(?:\\[\\d+\\])*$`,
  'i',
);

/** Values that are secrets whatever their name: keys and tokens of well-known forms, addresses with a password. */
const SECRET_VALUES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\b(?:gh[pousr]_\w{36}|github_pat_\w{22,})/,
  /\bglpat-[\w-]{20}/,
  /\bxox[abeoprs]-[\w-]{10,}/,
  /\b[rs]k_live_\w{20,}/,
  /\bAIza[\w-]{35}\b/,
  /\bnpm_\w{36}\b/,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/,
  /\b(?:AccountKey|SharedAccessKey)=[\w+/]{20,}/,
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^/?#\s:@]{1,200}:[^/?#\s@]{1,200}@/i,
];

/** What a flag or an empty text says is no secret. */
const HARMLESS = /^(?:true|false|null|none)?$/i;
/** The innermost placeholders, and what they default to. */
const PLACEHOLDER = /\$\{[^${}:]*(?::([^${}]*))?\}/g;
/** Nobody nests deeper. */
const MAX_NESTING = 5;
/** A key in PEM has a few thousand characters; what is longer is looked at no further. */
const MAX_LENGTH = 20_000;

/** Whether a value, not encrypted, looks like a secret by its name or its form. The default of a placeholder counts. */
export function isClearSecret(key: string, text: string): boolean {
  const clear = withoutPlaceholders(text.slice(0, MAX_LENGTH)).trim();
  if (HARMLESS.test(clear)) return false;
  return SECRET_NAME.test(key) || SECRET_VALUES.some((form) => form.test(clear));
}

function withoutPlaceholders(text: string): string {
  let rest = text;
  for (let depth = 0; depth < MAX_NESTING && rest.includes('${'); depth++) {
    rest = rest.replaceAll(PLACEHOLDER, '$1');
  }
  return rest;
}

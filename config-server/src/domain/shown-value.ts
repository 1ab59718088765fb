import { isClearSecret } from './checks/clear-secret.ts';
import { SECRET_WORDS } from './secret-words.ts';

const MASK = '******';
/** Nobody reads more of one value. */
const MAX_SHOWN = 10_000;

/** Names whose values are nobody's business, encrypted or not. */
const SECRET_NAME = new RegExp(`${SECRET_WORDS}|keys?(?:\\[\\d+\\])*$`, 'i');
/** What follows such a name inside a text: JSON, a query, options of a command, XML. */
const ASSIGNED = new RegExp(
  `((?:${SECRET_WORDS}|key)s?\\\\*["']?\\s{0,9}[:=>]\\s{0,9})` +
    '("(?:[^"\\\\]|\\\\.)*"?|\'[^\']*\'?|\\\\+"[^"]*"?|[[{][^\\]}]*[\\]}]?|[^\\s,;&"\'}\\]<\\\\]+)',
  'gi',
);
/** User and password of an address, even if the password has a slash of its own. */
const USER_INFO =
  /(\b[a-z][a-z0-9+.-]{0,30}:\/\/)(?:[^\s/?#]{1,500}@|[^\s/:@]{0,200}:(?!\d{1,5}[/?#])[^\s@]{1,300}@)/gi;
const ORACLE_USER = /(\bjdbc:oracle:[a-z]{1,10}:)[^\s@]{1,300}@/gi;

/** Whether a property has the name of a secret. */
export function hasSecretName(key: string): boolean {
  return SECRET_NAME.test(key);
}

/** A value as it may be shown: what is a secret in it, by its form or by the name before it, is masked. */
export function shownValue(text: string): string {
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  const masked = withoutNamedSecrets(shown)
    .replace(USER_INFO, `$1${MASK}@`)
    .replace(ORACLE_USER, `$1${MASK}@`);
  return isClearSecret('', masked) ? MASK : masked;
}

/** What is shown of a value that is a secret as a whole. */
export const maskedValue: string = MASK;

function withoutNamedSecrets(text: string): string {
  const document = /^\s*[[{]/.test(text) ? parsedJson(text) : undefined;
  if (document === undefined) return text.replace(ASSIGNED, `$1${MASK}`);
  const masked = JSON.stringify(withoutSecretMembers(document));
  const hasSecrets = masked !== JSON.stringify(document);
  return (hasSecrets ? masked : text).replace(ASSIGNED, maskInJson);
}

/** Texts inside of JSON may have secrets of their own; those of the members are gone. */
function maskInJson(assigned: string, name: string, value: string): string {
  return value === `"${MASK}"` ? assigned : `${name}${value.startsWith('"') ? `"${MASK}"` : MASK}`;
}

function withoutSecretMembers(document: unknown): unknown {
  if (Array.isArray(document)) return document.map(withoutSecretMembers);
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [
      name,
      hasSecretName(name) ? MASK : withoutSecretMembers(value),
    ]),
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

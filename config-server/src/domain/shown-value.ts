import { isClearSecret } from './checks/clear-secret.ts';
import { SECRET_WORDS } from './secret-words.ts';

/** What is shown of a value that is a secret as a whole, and in place of secrets inside of others. */
export const MASK = '******';
/** Nobody reads more of one value. */
const MAX_SHOWN = 10_000;
/** A secret that is cut where no more is shown must still be known as one. */
const MAX_LOOKED_AT = 2 * MAX_SHOWN;

/** Names whose values are nobody's business, encrypted or not. */
const SECRET_NAME = new RegExp(`${SECRET_WORDS}|keys?(?:\\[\\d+\\])*$`, 'i');
/** What comes before a secret inside a text: JSON, a query, options of a command, XML. */
const NAME_BEFORE = `(?:${SECRET_WORDS}|key)s?\\\\*["']?\\s{0,99}[:=>]\\s{0,99}`;
/** A quoted text that is all of a value; one without end is. */
const QUOTED = ['"(?:[^"\\\\]|\\\\.)*', "'[^']*"]
  .map((text) => `${text}(?:${text.charAt(0)}(?=[\\s,;&})\\]<]|$)|$)`)
  .join('|');
/** What begins a list, a map or a block may go on to the end. */
const BLOCK = '(?:[[{]|-\\s|[|>][-+\\d]{0,2}[ \\t]*\\r?\\n)[^]*';
/** Everything else has a space, a comma or an ampersand of its own, for all that is known; a line may be continued. */
const REST_OF_LINE = '(?:[^\\r\\n\\\\]|\\\\(?:\\r\\n|[^])?)+';
const ASSIGNED = new RegExp(`(${NAME_BEFORE})(${QUOTED}|${BLOCK}|${REST_OF_LINE})`, 'gi');
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
  const masked = withoutSecretMembers(text)
    .slice(0, MAX_LOOKED_AT)
    .replace(ASSIGNED, maskAssigned)
    .replace(USER_INFO, `$1${MASK}@`)
    .replace(ORACLE_USER, `$1${MASK}@`);
  if (isClearSecret('', masked)) return MASK;
  return masked.length > MAX_SHOWN ? `${masked.slice(0, MAX_SHOWN)}…` : masked;
}

/** Quotes stay, so that JSON remains JSON. */
function maskAssigned(_assigned: string, name: string, value: string): string {
  return value.startsWith('"') ? `${name}"${MASK}"` : `${name}${MASK}`;
}

/** Text that is JSON without the members that have the name of a secret; every other as it is. */
function withoutSecretMembers(text: string): string {
  const document = /^\s*[[{]/.test(text) ? parsedJson(text) : undefined;
  if (document === undefined) return text;
  try {
    const masked = JSON.stringify(maskMembers(document));
    return masked === JSON.stringify(document) ? text : masked;
  } catch {
    // It is nested more deeply than anybody can look.
    return MASK;
  }
}

function maskMembers(document: unknown): unknown {
  if (Array.isArray(document)) return document.map(maskMembers);
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [
      name,
      hasSecretName(name) ? MASK : maskMembers(value),
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

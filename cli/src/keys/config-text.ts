import { fail, type Outcome, succeed } from '@vernal/core';

/** How the names of files end that may have encrypted values. */
export const CONFIG_ENDINGS = ['.yml', '.yaml', '.properties', '.json', '.xml'];
/** The same as Git's path patterns. */
export const CONFIG_FILES = CONFIG_ENDINGS.map((ending) => `*${ending}`);

/** The text of a file, and the way back: what is not changed keeps its bytes. */
export interface ConfigText {
  /** With its byte order mark. */
  readonly text: string;
  readonly encode: (text: string) => Buffer;
}

/** Properties are ISO-8859-1; others UTF-8, or UTF-16 if a byte order mark says so. The problem: other bytes. */
export function readConfigText(path: string, bytes: Buffer): Outcome<ConfigText, string> {
  if (path.endsWith('.properties')) {
    const encode = (text: string) => Buffer.from(text, 'latin1');
    return succeed({ text: bytes.toString('latin1'), encode });
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return decoded('utf-16le', bytes, (text) => Buffer.from(text, 'utf16le'));
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return decoded('utf-16be', bytes, (text) => Buffer.from(text, 'utf16le').swap16());
  }
  return decoded('utf-8', bytes, (text) => Buffer.from(text, 'utf8'));
}

function decoded(
  charset: string,
  bytes: Buffer,
  encode: ConfigText['encode'],
): Outcome<ConfigText, string> {
  try {
    const text = new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
    return succeed({ text, encode });
  } catch {
    return fail(`is not ${charset.toUpperCase()}`);
  }
}

import type { FileProblem } from '../domain/config-file.ts';

/** A file that keeps a commit from being served to those who read it. */
export interface BrokenFile extends FileProblem {
  readonly commit: string;
}

/** One line for the log, health details and the problem header: file, place, commit, reason. */
export function describeBrokenFile({ path, position, commit, problem }: BrokenFile): string {
  const place = position === '' ? path : `${path}, ${position}`;
  return toHeaderText(`${place}, commit ${commit}: ${problem}`);
}

/** Clients refuse answers with long heads; a key may have any length. */
const MAX_HEADER_TEXT = 1_000;

/** A header holds one line of printable ASCII (RFC 9110, 5.5). */
export function toHeaderText(text: string): string {
  const line = text.slice(0, MAX_HEADER_TEXT).replaceAll(/\s+/g, ' ');
  return line.replaceAll(/[^\x20-\x7e]/g, '?');
}

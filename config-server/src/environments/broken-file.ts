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

/** A header holds one line of printable ASCII (RFC 9110, 5.5). */
export function toHeaderText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[^\x20-\x7e]/g, '?');
}

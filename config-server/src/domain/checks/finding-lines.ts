import type { Finding } from './finding.ts';

/** Longer lines come from names that nobody reads to the end. */
const MAX_LENGTH = 400;
/** What would move the cursor, hide a part of the line, or end it: names of files and properties may hold it. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Findings as people and editors read them, `application-prod.yml:12:3  error  repeats the key rate`, one line
 * each, and how many more there are. Lines are printable, whatever files and properties are called.
 *
 * @param limit how many findings are shown
 */
export function findingLines(findings: readonly Finding[], limit: number): string[] {
  const lines = findings.slice(0, limit).map(findingLine);
  const more = findings.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

function findingLine({ path, line, column, severity, problem }: Finding): string {
  const place = [path, line, column].filter((part) => part !== undefined && part !== '').join(':');
  const whole = [place, severity, problem].filter((part) => part !== '').join('  ');
  const printable = whole.replaceAll(UNPRINTABLE, '?');
  return printable.length > MAX_LENGTH ? `${printable.slice(0, MAX_LENGTH - 1)}…` : printable;
}

/** How bad a finding is: an error refuses, a warning should not be there, a note is for the reader to judge. */
export type Severity = 'error' | 'warning' | 'note';

/** Where something stands. */
export interface Place {
  /** In the repository; empty when no file is meant. */
  readonly path: string;
  /** From 1; absent when the whole file is meant. */
  readonly line?: number;
  /** From 1; absent when the whole line is meant. */
  readonly column?: number;
}

/** What was found in configuration that is about to be served. Never a value of it. */
export interface Finding extends Place {
  readonly severity: Severity;
  readonly problem: string;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** Reads `line 3, column 1`, `line 3` or `3:1`; nothing else says where. */
export function placeIn(path: string, position: string): Place {
  const [, line, column] = /^(?:line )?(\d+)(?:(?:, column |:)(\d+))?$/.exec(position) ?? [];
  return {
    path,
    ...(line === undefined ? {} : { line: Number(line) }),
    ...(column === undefined ? {} : { column: Number(column) }),
  };
}

/** Each finding once, those that refuse first, then by place. */
export function inReadingOrder(findings: readonly Finding[]): Finding[] {
  const byText = new Map(findings.map((finding) => [textOf(finding), finding]));
  return [...byText.values()].sort(
    (left, right) =>
      SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
      compare(left.path, right.path) ||
      (left.line ?? 0) - (right.line ?? 0) ||
      (left.column ?? 0) - (right.column ?? 0),
  );
}

/** Two rules may find the same. */
function textOf({ path, line, column, problem }: Finding): string {
  return JSON.stringify([path, line, column, problem]);
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Bar, describeBar, holds } from './bar.ts';

/** One measured quantity. */
export interface Row {
  readonly measure: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer?: number;
  /** Ours to the peer's, the median over the rounds. */
  readonly ratio?: number;
  /** What we promise; a figure to compare with, not a test: on a busy machine it may fail. */
  readonly bar?: Bar;
}

/** What a benchmark found. */
export interface Report {
  readonly benchmark: string;
  /** Who the peer is, in words. */
  readonly peer?: string;
  readonly rows: readonly Row[];
  /** Whatever was measured round by round. */
  readonly rounds: readonly unknown[];
}

/** A figure with as many digits as it deserves; nothing for none, `?` for one that is unknown. */
export function shownFigure(value: number | undefined): string {
  if (value === undefined) return '';
  if (Number.isNaN(value)) return '?';
  const digits = value >= 100 ? 0 : 2;
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** Whether a row keeps what is promised of it; undefined where nothing is. */
function keepsBar({ bar, ours, ratio }: Row): boolean | undefined {
  if (bar === undefined) return undefined;
  return holds(bar, bar.of === 'ours' ? ours : (ratio ?? Number.NaN));
}

/** Whether the bar holds, in a word; nothing where there is no bar. */
export function verdict(row: Row): string {
  const kept = keepsBar(row);
  if (kept === undefined) return '';
  return kept ? 'yes' : 'NO';
}

/** The rows as a table of text. */
export function asTable(report: Report): string {
  const head = ['measure', 'unit', 'ours', 'peer', 'ratio', 'bar', 'holds'];
  const lines = report.rows.map((row) => [
    row.measure,
    row.unit,
    shownFigure(row.ours),
    shownFigure(row.peer),
    shownFigure(row.ratio),
    row.bar === undefined ? '' : describeBar(row.bar),
    verdict(row),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const format = (line: readonly string[]): string =>
    line
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column >= 2 && column <= 4 ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [format(head), rule, ...lines.map(format)].join('\n');
}

/** How many promises were kept, and which were not. */
export function summaryOf(reports: readonly Report[]): string {
  const promised = reports.flatMap(({ benchmark, rows }) =>
    rows.filter(({ bar }) => bar !== undefined).map((row) => ({ benchmark, row })),
  );
  const broken = promised.filter(({ row }) => keepsBar(row) === false);
  const head = `${promised.length - broken.length} of ${promised.length} bars hold`;
  return [head, ...broken.map(({ benchmark, row }) => `  not: ${benchmark}, ${row.measure}`)].join(
    '\n',
  );
}

const results = new URL('results/', import.meta.resolve('@vernal/bench/package.json'));

/** Writes the report to `bench/results/NAME.json` and returns the path. */
export async function saveReport(report: Report): Promise<string> {
  const facts = { at: new Date().toISOString(), node: process.version, ...report };
  return saveResult(`${report.benchmark}.json`, `${JSON.stringify(facts, null, 2)}\n`);
}

/** Writes a file to `bench/results/` and returns the path. */
export async function saveResult(name: string, text: string): Promise<string> {
  await mkdir(results, { recursive: true });
  const file = new URL(name, results);
  await writeFile(file, text);
  return fileURLToPath(file);
}

import { describeBar } from './bar.ts';
import { type Report, type Row, shownFigure, verdict } from './report.ts';

const head = ['measure', 'unit', 'ours', 'beside', 'ratio', 'bar', 'holds', 'Java'];
const rule = ['---', '---', '---:', '---:', '---:', '---', '---', '---:'];

/** The reports as a document to copy figures from; Java's column is empty until a run has a Java server in it. */
export function asMarkdown(reports: readonly Report[]): string {
  return reports.map(sectionOf).join('\n');
}

function sectionOf({ benchmark, peer, rows }: Report): string {
  const beside = peer === undefined ? '' : `Beside: ${peer}.\n\n`;
  const lines = [head, rule, ...rows.map(cellsOf)].map((cells) => `| ${cells.join(' | ')} |`);
  return `## ${benchmark}\n\n${beside}${lines.join('\n')}\n`;
}

function cellsOf(row: Row): string[] {
  const { measure, unit, ours, peer, ratio, bar } = row;
  const figures = [ours, peer, ratio].map(shownFigure);
  return [measure, unit, ...figures, bar === undefined ? '' : describeBar(bar), verdict(row), ''];
}

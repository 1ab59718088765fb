import type { Command } from 'commander';
import { renderTable } from '../output/table.ts';
import { failWith, type Terminal } from '../terminal.ts';
import {
  addServerOption,
  askConfigServer,
  bodyOrProblem,
  type ConfigRequest,
} from './config-request.ts';

interface HistoryFlags {
  readonly server: string;
  readonly json?: true;
}

/** A row of the server's answer, for either question. */
interface Change {
  readonly commit?: string;
  readonly committedAt?: number;
  readonly author?: string;
  readonly changedKeys?: readonly string[];
  readonly problem?: string;
  readonly key?: string;
  readonly before?: string;
  readonly after?: string;
}

interface Answer {
  readonly changes: readonly Change[];
  /** Where the history goes on. */
  readonly next?: string;
}

const SHORT_ID = 10;
const HEADER = ['COMMIT', 'TIME', 'AUTHOR', 'CHANGED'];

/** `vernal config history APP [PROFILE] [LABEL]`: the commits that changed what an application reads. */
export function addConfigHistory(config: Command, terminal: Terminal): void {
  const command = config
    .command('history')
    .description('list the commits that changed what an application reads, newest first')
    .argument('<app>', 'application')
    .argument('[profile]', 'profile, or several with commas', 'default')
    .argument('[label]', "branch, tag or commit to begin at; the server's default label");
  addServerOption(command)
    .option('--from <commit>', 'a commit in the history of the label, to go on from')
    .option('--json', "print the server's answer as JSON")
    .action(async (application: string, profile: string, label?: string) => {
      const flags = command.opts<HistoryFlags & { readonly from?: string }>();
      const segments = ['actuator', 'vernal', 'history', application, profile];
      const from = flags.from === undefined ? {} : { from: flags.from };
      const query = label === undefined ? from : { label, ...from };
      const request = { server: flags.server, segments, query };
      await print(request, { flags, terminal, render: historyTable });
    });
}

/** `vernal config diff APP FROM TO`: what differs for an application between two commits. */
export function addConfigDiff(config: Command, terminal: Terminal): void {
  const command = config
    .command('diff')
    .description('show what differs for an application between two commits; secrets are masked')
    .argument('<app>', 'application')
    .argument('<from>', 'branch, tag or commit')
    .argument('<to>', 'branch, tag or commit')
    .option('--profile <profiles>', 'profile, or several with commas', 'default');
  addServerOption(command)
    .option('--json', "print the server's answer as JSON")
    .action(async (app: string, from: string, to: string) => {
      const flags = command.opts<HistoryFlags & { readonly profile: string }>();
      const query = { app, profile: flags.profile, from, to };
      const request = { server: flags.server, segments: ['actuator', 'vernal', 'diff'], query };
      await print(request, { flags, terminal, render: differenceLines });
    });
}

async function print(
  request: ConfigRequest,
  {
    flags,
    terminal,
    render,
  }: {
    readonly flags: HistoryFlags;
    readonly terminal: Terminal;
    readonly render: (answer: Answer) => string;
  },
): Promise<void> {
  const answer = bodyOrProblem(await askConfigServer(request));
  if ('problem' in answer) return failWith(terminal, answer.problem);
  const decoded = decodeAnswer(answer.body);
  if (decoded === undefined) return failWith(terminal, "the config server's answer makes no sense");
  terminal.out(flags.json === true ? `${answer.body}\n` : render(decoded));
}

function historyTable({ changes, next }: Answer): string {
  const rows = changes.map(({ commit = '', committedAt = 0, author = '', ...change }) => [
    commit.slice(0, SHORT_ID),
    new Date(committedAt).toISOString(),
    author,
    change.problem ?? (change.changedKeys ?? []).join(' '),
  ]);
  const more = next === undefined ? '' : `older ones: --from ${next.slice(0, SHORT_ID)}\n`;
  return renderTable(HEADER, rows) + more;
}

function differenceLines({ changes }: Answer): string {
  return changes
    .flatMap(({ key = '', before, after }) => [
      ...(before === undefined ? [] : [`- ${key}=${before}\n`]),
      ...(after === undefined ? [] : [`+ ${key}=${after}\n`]),
    ])
    .join('');
}

function decodeAnswer(body: string): Answer | undefined {
  try {
    const { changes, next } = JSON.parse(body) as Partial<Answer>;
    if (!Array.isArray(changes)) return undefined;
    return { changes, ...(next === undefined ? {} : { next }) };
  } catch {
    return undefined;
  }
}

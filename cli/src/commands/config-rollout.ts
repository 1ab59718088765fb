import type { Command } from 'commander';
import { renderTable } from '../output/table.ts';
import { failWith, type Terminal } from '../terminal.ts';
import { addServerOption } from './config-request.ts';
import { askRollout, type RolloutLists } from './rollout-pages.ts';

interface RolloutFlags {
  readonly server: string;
  readonly json?: true;
}

/** An instance in the server's answer. */
interface Instance {
  readonly busId: string;
  readonly instanceId?: string;
  readonly commit?: string;
  readonly since?: number;
  readonly state: string;
  readonly problem?: string;
}

/** A pin in the server's answer. */
interface Pin {
  readonly label: string;
  readonly commits: readonly string[];
  readonly action: string;
  readonly by: string;
  readonly at: number;
  readonly reason?: string;
}

interface Rollout {
  readonly instances: readonly Instance[];
  readonly pinned: readonly Pin[];
}

const SHORT_ID = 10;
const HEADER = ['INSTANCE', 'COMMIT', 'SINCE', 'STATE', 'PROBLEM'];
const BAD_STATES: readonly string[] = ['late', 'refused'];

/** `vernal config rollout APP`: which instance runs which commit; fails when one is late, or refused the commit. */
export function addConfigRollout(config: Command, terminal: Terminal): void {
  const command = config
    .command('rollout')
    .description('show which instance runs which commit; fails when one is late or refused it')
    .argument('<app>', 'application');
  addServerOption(command)
    .option('--json', "print the server's lists as JSON")
    .action(async (application: string) => {
      const { server, json } = command.opts<RolloutFlags>();
      const segments = ['actuator', 'vernal', 'rollout'];
      const lists = await askRollout({ server, segments, query: { application } });
      if (typeof lists === 'string') return failWith(terminal, lists);
      const rollout = decodeRollout(lists);
      if (rollout === undefined) return failWith(terminal, "the server's answer makes no sense");
      terminal.out(json === true ? `${JSON.stringify(lists)}\n` : render(rollout));
      const bad = rollout.instances.filter(({ state }) => BAD_STATES.includes(state)).length;
      if (bad > 0) failWith(terminal, `${bad} of ${rollout.instances.length} are late or refuse`);
    });
}

function render({ instances, pinned }: Rollout): string {
  const pins = pinned.map(describePin).join('');
  if (instances.length === 0) return `${pins}no instance has acknowledged a commit\n`;
  return pins + renderTable(HEADER, instances.map(instanceRow));
}

function describePin({ label, commits, action, by, at, reason }: Pin): string {
  const why = reason === undefined ? '' : `: ${reason}`;
  return `${label} is kept at ${commits.map(shortId).join(',')} (${action} by ${by}, ${timeOf(at)})${why}\n`;
}

function instanceRow({ instanceId = '', busId, commit = '?', since, ...rest }: Instance): string[] {
  const name = instanceId === '' ? busId : instanceId;
  return [
    name,
    shortId(commit),
    since === undefined ? '' : timeOf(since),
    rest.state,
    rest.problem ?? '',
  ];
}

function shortId(commit: string): string {
  return commit.slice(0, SHORT_ID);
}

function timeOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

function decodeRollout({ instances, pinned }: RolloutLists): Rollout | undefined {
  if (instances === undefined || pinned === undefined) return undefined;
  return { instances: instances as readonly Instance[], pinned: pinned as readonly Pin[] };
}

import type { Command } from 'commander';
import { failWith, type Terminal } from '../terminal.ts';
import { addServerOption, askConfigServer, bodyOrProblem } from './config-request.ts';

interface PinFlags {
  readonly server: string;
  readonly label?: string;
  readonly reason?: string;
  readonly json?: true;
}

/** What the server answers: the pin that is in force now, or that was taken away. */
interface PinAnswer {
  readonly application: string;
  readonly label: string;
  readonly commits: readonly string[];
}

interface PinCommand {
  readonly name: 'hold' | 'pin' | 'rollback' | 'release';
  readonly description: string;
  readonly done: string;
}

const COMMANDS: readonly PinCommand[] = [
  { name: 'hold', description: 'keep an application at the commit it runs with', done: 'stays at' },
  { name: 'pin', description: 'keep an application at a commit', done: 'stays at' },
  {
    name: 'rollback',
    description: 'go back to what an application read before its last change, and keep it there',
    done: 'is back at',
  },
  { name: 'release', description: 'let an application follow its label again', done: 'left' },
];

/** `vernal config hold|pin|rollback|release APP`: which commit an application runs with. */
export function addConfigPins(config: Command, terminal: Terminal): void {
  for (const command of COMMANDS) {
    const added = config.command(command.name).description(command.description);
    added.argument('<app>', 'application');
    if (command.name === 'pin') added.argument('<commit>', 'commit, tag or branch');
    addServerOption(added)
      .option('--label <label>', "branch or tag that the application reads; the server's default")
      .option('--reason <text>', 'why, for the audit log and the rollout view')
      .option('--json', "print the server's answer as JSON")
      .action(async (application: string, ...others: readonly unknown[]) => {
        const commit = command.name === 'pin' ? { commit: others[0] } : {};
        await send(
          command,
          { application, ...commit },
          { flags: added.opts<PinFlags>(), terminal },
        );
      });
  }
}

async function send(
  { name, done }: PinCommand,
  { application, ...commit }: { readonly application: string; readonly commit?: unknown },
  { flags, terminal }: { readonly flags: PinFlags; readonly terminal: Terminal },
): Promise<void> {
  const { server, label, reason, json } = flags;
  const segments = ['actuator', 'vernal', name, application];
  const body = { label, reason, ...commit };
  const answer = bodyOrProblem(await askConfigServer({ server, segments, body }));
  if ('problem' in answer) return failWith(terminal, answer.problem);
  const pin = decodePin(answer.body);
  if (pin === undefined) return failWith(terminal, "the config server's answer makes no sense");
  const line = `${pin.application} ${pin.label} ${done} ${pin.commits.join(',')}\n`;
  terminal.out(json === true ? `${answer.body}\n` : line);
}

function decodePin(body: string): PinAnswer | undefined {
  try {
    const answer = JSON.parse(body) as Partial<PinAnswer>;
    const { application, label, commits } = answer;
    if (application === undefined || label === undefined || !Array.isArray(commits))
      return undefined;
    return { application, label, commits };
  } catch {
    return undefined;
  }
}

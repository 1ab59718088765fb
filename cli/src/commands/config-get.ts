import {
  decodeEnvironment,
  type Environment,
  effectiveProperties,
  escapeSlashes,
  textOfValue,
} from '@vernal/protocol/config';
import type { Command } from 'commander';
import { failWith, type Terminal } from '../terminal.ts';
import { addServerOption, askConfigServer } from './config-request.ts';

interface ConfigFlags {
  readonly server: string;
  readonly json?: true;
}

interface ConfigQuery {
  readonly application: string;
  readonly profile: string;
  readonly label: string | undefined;
}

/** `vernal config get APP [PROFILE] [LABEL]`: the effective configuration of an application. */
export function addConfigGet(config: Command, terminal: Terminal): void {
  const command = config
    .command('get')
    .description('print the effective configuration of an application')
    .argument('<app>', 'application, or several with commas')
    .argument('[profile]', 'profile, or several with commas', 'default')
    .argument('[label]', "branch, tag or commit; the server's default label when absent");
  addServerOption(command)
    .option('--json', "print the server's answer as JSON")
    .action(
      async (application: string, profile: string, label: string | undefined, flags: ConfigFlags) =>
        printConfig({ application, profile, label }, flags, terminal),
    );
}

async function printConfig(
  query: ConfigQuery,
  flags: ConfigFlags,
  terminal: Terminal,
): Promise<void> {
  const { application, profile, label } = query;
  const segments = [application, profile, ...(label === undefined ? [] : [escapeSlashes(label)])];
  const answer = await askConfigServer({ server: flags.server, segments });
  if (typeof answer === 'string') return failWith(terminal, answer);
  if (answer.problem !== null) terminal.problem(`vernal: held: ${answer.problem}\n`);
  if (answer.status !== 200) {
    return failWith(terminal, `the config server answered ${answer.status}`);
  }
  const environment = decodeEnvironment(answer.body);
  if (!environment.ok) return failWith(terminal, "the config server's answer makes no sense");
  terminal.out(flags.json === true ? `${answer.body}\n` : toProperties(environment.value));
}

/** `key=value` lines by name, under a line that says where they come from. */
function toProperties(environment: Environment): string {
  const { name, profiles, label, version } = environment;
  const origin = `# ${name} ${profiles.join(',')} ${label ?? '(default label)'} at ${version ?? 'no commit'}`;
  const lines = [...effectiveProperties(environment)]
    .map(([key, value]) => `${key}=${textOfValue(value)}`)
    .sort();
  return `${[origin, ...lines].join('\n')}\n`;
}

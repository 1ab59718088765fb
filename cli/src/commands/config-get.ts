import { messageOf } from '@vernal/core';
import {
  decodeEnvironment,
  type Environment,
  effectiveProperties,
  escapeSlashes,
  PROBLEM_HEADER,
  textOfValue,
} from '@vernal/protocol/config';
import type { Command } from 'commander';
import { failWith, type Terminal } from '../terminal.ts';

interface ConfigFlags {
  readonly server: string;
  readonly json?: true;
}

interface ConfigQuery {
  readonly application: string;
  readonly profile: string;
  readonly label: string | undefined;
}

const TIMEOUT_MS = 10_000;

/** `vernal config get APP [PROFILE] [LABEL]`: the effective configuration of an application. */
export function addConfigCommand(program: Command, terminal: Terminal): void {
  program
    .command('config')
    .description('look at configuration')
    .command('get')
    .description('print the effective configuration of an application')
    .argument('<app>', 'application, or several with commas')
    .argument('[profile]', 'profile, or several with commas', 'default')
    .argument('[label]', "branch, tag or commit; the server's default label when absent")
    .option(
      '--server <url>',
      'the config server, with user:password@ if it needs them',
      'http://127.0.0.1:8888',
    )
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
  const answer = await request(query, flags.server);
  if (typeof answer === 'string') return failWith(terminal, answer);
  if (answer.held !== null) terminal.problem(`vernal: held: ${answer.held}\n`);
  if (answer.status !== 200) {
    return failWith(terminal, `the config server answered ${answer.status}`);
  }
  const environment = decodeEnvironment(answer.body);
  if (!environment.ok) return failWith(terminal, "the config server's answer makes no sense");
  terminal.out(flags.json === true ? `${answer.body}\n` : toProperties(environment.value));
}

interface Answer {
  readonly status: number;
  readonly held: string | null;
  readonly body: string;
}

/** The answer, whatever its status, or why there is none. */
async function request(
  { application, profile, label }: ConfigQuery,
  server: string,
): Promise<Answer | string> {
  const segments = [application, profile, ...(label === undefined ? [] : [escapeSlashes(label)])];
  try {
    const base = new URL(server);
    const url = `${base.origin}${base.pathname.replace(/\/+$/, '')}/${segments.map(encodeURIComponent).join('/')}`;
    const response = await fetch(url, {
      headers: { Accept: 'application/json', ...credentialsOf(base) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const held = response.headers.get(PROBLEM_HEADER);
    return { status: response.status, held, body: await response.text() };
  } catch (error) {
    return `the config server can't be reached: ${reasonOf(error)}`;
  }
}

function credentialsOf({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** `fetch` says only that it failed; why stands in the cause. */
function reasonOf(error: unknown): string {
  return messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
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

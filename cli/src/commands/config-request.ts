import { messageOf } from '@vernal/core';
import { PROBLEM_HEADER } from '@vernal/protocol/config';
import type { Command } from 'commander';

const TIMEOUT_MS = 10_000;

/** What is asked of a config server. */
export interface ConfigRequest {
  /** Base URL of the server, with credentials if it needs them. */
  readonly server: string;
  /** Not encoded. */
  readonly segments: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON, by POST. */
  readonly body?: object;
}

/** The answer, whatever its status. */
export interface ConfigAnswer {
  readonly status: number;
  /** What is wrong, in the words of the server. */
  readonly problem: string | null;
  readonly body: string;
}

/** Adds the option that names the server. */
export function addServerOption(command: Command): Command {
  return command.option(
    '--server <url>',
    'the config server, with user:password@ if it needs them',
    'http://127.0.0.1:8888',
  );
}

/** The answer, or why there is none. */
export async function askConfigServer(request: ConfigRequest): Promise<ConfigAnswer | string> {
  const { server, segments, query = {}, body } = request;
  try {
    const base = new URL(server);
    const url = new URL(base.origin);
    url.pathname = `${base.pathname.replace(/\/+$/, '')}/${segments.map(encodeURIComponent).join('/')}`;
    url.search = new URLSearchParams(query).toString();
    const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const response = await fetch(url, {
      headers: { Accept: 'application/json', ...json, ...credentialsOf(base) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const problem = response.headers.get(PROBLEM_HEADER);
    return { status: response.status, problem, body: await response.text() };
  } catch (error) {
    return `the config server can't be reached: ${reasonOf(error)}`;
  }
}

/** The body of an answer that went well, or what went wrong. */
export function bodyOrProblem(
  answer: ConfigAnswer | string,
): { readonly body: string } | { readonly problem: string } {
  if (typeof answer === 'string') return { problem: answer };
  if (answer.status === 200) return { body: answer.body };
  const status = `the config server answered ${answer.status}`;
  return { problem: answer.problem === null ? status : `${status}: ${answer.problem}` };
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

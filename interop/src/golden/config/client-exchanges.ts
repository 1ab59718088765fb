import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigScenario, RequestStep } from './group.ts';

/** What a Spring Boot client asked for while it started. */
interface ClientRecording {
  readonly name: string;
  readonly about: string;
  readonly exchanges: readonly {
    readonly request: RequestStep['request'] & { readonly headers: Record<string, string> };
    /** A text when the connection ended without an answer. */
    readonly response: RequestStep['response'] | string;
  }[];
}

/** Where section 10 of config-protocol speaks of what a recorded client does. */
const CHECKLIST: Readonly<Record<string, readonly number[]>> = {
  default: [121],
  profile: [122],
  labels: [123],
  credentials: [124],
  'two-uris': [125],
};

/** The address of the recording machine, and how its connection was kept. */
const OF_THE_CONNECTION = new Set(['host', 'connection']);

/**
 * The recorded clients as scenarios of the group `basic`: their requests with all headers, and what a real server
 * answered. What the recording itself put in (refusals, invented environments) is left out.
 */
export function recordedClients(folder: string): ConfigScenario[] {
  return readdirSync(folder)
    .filter((file) => file.startsWith('client-'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as ClientRecording)
    .map(({ name, about, exchanges }) => ({
      name: `client-${name}`,
      about,
      checklist: CHECKLIST[name] ?? [],
      steps: exchanges.flatMap(stepsOf),
    }))
    .filter(({ steps }) => steps.length > 0);
}

function stepsOf({ request, response }: ClientRecording['exchanges'][number]): RequestStep[] {
  if (typeof response === 'string') return [];
  const headers = Object.entries(request.headers).filter(
    ([name]) => !OF_THE_CONNECTION.has(name.toLowerCase()),
  );
  const step = { request: { ...request, headers: Object.fromEntries(headers) }, response };
  if (isOfCommit(response)) return [{ ...step, compare: 'json' }];
  const isUnknownLabel = response.status === 404 && request.path.endsWith('/nope');
  return isUnknownLabel ? [{ ...step, compare: 'status' }] : [];
}

function isOfCommit({ status, body = '' }: RequestStep['response']): boolean {
  return status === 200 && /"version":"[0-9a-f]{40}/.test(body);
}

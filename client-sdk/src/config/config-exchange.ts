import type { ConfigKey } from '@vernal/protocol/bus';
import {
  COMMIT_HEADER,
  decodeEnvironment,
  type Environment,
  escapeSlashes,
} from '@vernal/protocol/config';
import { parseEndpoint } from '../endpoint/endpoint.ts';
import { createHttpExchange, type ServerReply } from '../endpoint/http-exchange.ts';

/** What came of a config query. */
export type EnvironmentOutcome =
  | { readonly kind: 'ok'; readonly environment: Environment }
  /** The credentials are wrong: no copy on disk may hide that (client-sdk 63). */
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'unavailable'; readonly problem: string };

/** Where the environments come from. */
export interface ConfigExchangeOptions {
  /** Base URLs, tried in order; credentials in them become HTTP Basic. At least one. */
  readonly uris: readonly string[];
  /** How long a server may stay silent. */
  readonly timeoutMs: number;
}

/** The conversation with config servers. Never rejects. */
export interface ConfigExchange {
  /** `GET {uri}/{application}/{profiles}[/{label}]`; with `commit` the server fetches until it has it. */
  fetch(key: ConfigKey, commit?: string): Promise<EnvironmentOutcome>;
  close(): void;
}

/**
 * Asks one server after another (config-protocol 7.1, strategy ALWAYS); the last answer counts.
 *
 * @throws VernalError `CLIENT_BAD_URL` for an address that is none
 */
export function createConfigExchange(options: ConfigExchangeOptions): ConfigExchange {
  const servers = options.uris.map(parseEndpoint);
  const http = createHttpExchange({ timeoutMs: options.timeoutMs });

  return {
    async fetch(key, commit) {
      let outcome: EnvironmentOutcome = { kind: 'unavailable', problem: 'no config server is set' };
      const headers = {
        Accept: 'application/json',
        ...(commit === undefined ? {} : { [COMMIT_HEADER]: commit }),
      };
      for (const server of servers) {
        outcome = outcomeOf(await http.send(server, { method: 'GET', path: pathOf(key), headers }));
        if (outcome.kind === 'ok') return outcome;
      }
      return outcome;
    },
    close: () => http.close(),
  };
}

/** Commas stay as they are; a slash in a label is written `(_)` (client-sdk 62). */
function pathOf({ application, profiles, label }: ConfigKey): string {
  const segments = [application, profiles, ...(label === null ? [] : [label])];
  const escaped = segments.map((segment) =>
    encodeURIComponent(escapeSlashes(segment)).replaceAll('%2C', ','),
  );
  return `/${escaped.join('/')}`;
}

function outcomeOf(reply: ServerReply): EnvironmentOutcome {
  if (reply.kind === 'unreachable') return { kind: 'unavailable', problem: reply.problem };
  const problem = `the config server answered ${reply.status}`;
  if (reply.status === 401 || reply.status === 403) return { kind: 'refused', problem };
  if (reply.status !== 200) return { kind: 'unavailable', problem };
  const decoded = decodeEnvironment(reply.body);
  return decoded.ok
    ? { kind: 'ok', environment: decoded.value }
    : { kind: 'unavailable', problem: "the config server's answer makes no sense" };
}

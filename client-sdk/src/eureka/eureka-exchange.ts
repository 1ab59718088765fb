import type { Application, Applications, Decoded, InstanceInfo } from '@vernal/protocol/eureka';
import { decodeApplication, decodeApplications, encodeInstance } from '@vernal/protocol/eureka';
import { parseEndpoint } from '../endpoint/endpoint.ts';
import {
  createHttpExchange,
  type ServerReply,
  type ServerRequest,
} from '../endpoint/http-exchange.ts';
import { ServerRotation } from '../endpoint/server-rotation.ts';
import type { Failure, FetchOutcome, LeaseOutcome, RegisterOutcome } from './exchange-outcome.ts';

/** How {@link createEurekaExchange} reaches the registry. */
export interface EurekaExchangeOptions {
  /** Service URLs such as `http://user:password@host:8761/eureka/`; at least one. */
  readonly urls: readonly string[];
  /** How long a server may stay silent, 5 s by default (eureka-protocol 6.1). */
  readonly timeoutMs?: number;
  /** Sent with every request, e.g. the replication header between peers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The Eureka conversation of a client. Every outcome is a value; nothing here rejects. */
export interface EurekaExchange {
  /** `POST apps/{app}`; any 2xx is good. */
  register(instance: InstanceInfo): Promise<RegisterOutcome>;
  /** `PUT apps/{app}/{id}`, a heartbeat with status and dirty timestamp. */
  renew(instance: InstanceInfo): Promise<LeaseOutcome>;
  /** `DELETE apps/{app}/{id}`. */
  cancel(instance: Pick<InstanceInfo, 'app' | 'instanceId'>): Promise<LeaseOutcome>;
  /** `GET apps/`, the whole registry. */
  fetchAll(): Promise<FetchOutcome<Applications>>;
  /** `GET apps/delta`; `absent` when the server serves none (403, 404). */
  fetchDelta(): Promise<FetchOutcome<Applications>>;
  /** `GET apps/{app}`. */
  fetchApplication(name: string): Promise<FetchOutcome<Application>>;
  /** Aborts what is under way and closes the connections. Safe twice. */
  close(): void;
}

const TIMEOUT_MS = 5_000;
const ACCEPT = { Accept: 'application/json' };
const success = (status: number): boolean => status >= 200 && status < 300;

/**
 * Speaks to a registry, or to one of several (eureka-protocol 6.1, 6.2): a server that can't be reached
 * or answers out of place is left for the next one, at most 3 per request.
 *
 * @throws VernalError `CLIENT_BAD_URL` for an address that is none
 */
export function createEurekaExchange(options: EurekaExchangeOptions): EurekaExchange {
  const rotation = new ServerRotation(options.urls.map(parseEndpoint));
  const http = createHttpExchange({ timeoutMs: options.timeoutMs ?? TIMEOUT_MS });

  /** The first answer whose status `accepts`, or what the last server said. */
  async function ask(
    request: ServerRequest,
    accepts: (status: number) => boolean,
  ): Promise<ServerReply> {
    let reply: ServerReply = { kind: 'unreachable', problem: 'no registry is configured' };
    const headers = { ...ACCEPT, ...options.headers, ...request.headers };
    for (const server of rotation.candidates()) {
      reply = await http.send(server, { ...request, headers });
      if (reply.kind === 'answered' && accepts(reply.status)) {
        rotation.worked(server);
        return reply;
      }
      rotation.failed(server);
    }
    return reply;
  }

  async function fetch<Value>(
    path: string,
    absentOn: readonly number[],
    decode: (text: string) => Decoded<Value>,
  ): Promise<FetchOutcome<Value>> {
    const request: ServerRequest = { method: 'GET', path };
    const reply = await ask(request, (status) => status === 200 || absentOn.includes(status));
    if (reply.kind === 'unreachable' || reply.status !== 200) {
      const absent = reply.kind === 'answered' && absentOn.includes(reply.status);
      return absent ? { kind: 'absent' } : failureOf(reply);
    }
    const decoded = decode(reply.body);
    return decoded.ok ? { kind: 'ok', value: decoded.value } : unreadable(decoded.problems);
  }

  return {
    async register(instance) {
      const path = `/apps/${encodeURIComponent(instance.app)}`;
      const body = encodeInstance(instance);
      const reply = await ask({ method: 'POST', path, body }, success);
      return isSuccess(reply) ? { kind: 'ok', value: undefined } : failureOf(reply);
    },
    async renew(instance) {
      const path = `${leasePath(instance)}?${renewalQuery(instance)}`;
      const reply = await ask(
        { method: 'PUT', path },
        (status) => success(status) || status === 404,
      );
      return leaseOutcome(reply);
    },
    async cancel(instance) {
      const reply = await ask({ method: 'DELETE', path: leasePath(instance) }, () => true);
      return leaseOutcome(reply);
    },
    fetchAll: () => fetch('/apps/', [], decodeApplications),
    fetchDelta: () => fetch('/apps/delta', [403, 404], decodeApplications),
    fetchApplication: (name) =>
      fetch(`/apps/${encodeURIComponent(name)}`, [404], decodeApplication),
    close: () => http.close(),
  };
}

/** The id as it is: `:` is legal in a path, and a server may compare before it decodes. */
function leasePath({ app, instanceId }: Pick<InstanceInfo, 'app' | 'instanceId'>): string {
  const id = encodeURIComponent(instanceId).replaceAll('%3A', ':');
  return `/apps/${encodeURIComponent(app)}/${id}`;
}

function renewalQuery({ status, lastDirtyTimestamp }: InstanceInfo): string {
  return `status=${status}&lastDirtyTimestamp=${lastDirtyTimestamp}`;
}

function isSuccess(reply: ServerReply): boolean {
  return reply.kind === 'answered' && success(reply.status);
}

/** The body of a 404 is never read: not every server leaves it empty (client-sdk 6, complaint 1). */
function leaseOutcome(reply: ServerReply): LeaseOutcome {
  if (isSuccess(reply)) return { kind: 'ok', value: undefined };
  const unknown = reply.kind === 'answered' && reply.status === 404;
  return unknown ? { kind: 'unknown-instance' } : failureOf(reply);
}

function failureOf(reply: ServerReply): Failure {
  if (reply.kind === 'unreachable') return { kind: 'unavailable', problem: reply.problem };
  const problem = `the registry answered ${reply.status}`;
  return reply.status >= 400 && reply.status < 500
    ? { kind: 'refused', status: reply.status, problem }
    : { kind: 'unavailable', problem };
}

function unreadable(problems: readonly { path: string; problem: string }[]): Failure {
  const [first] = problems;
  const where = first === undefined ? '' : `: ${first.path} ${first.problem}`;
  return { kind: 'unavailable', problem: `the registry's answer makes no sense${where}` };
}

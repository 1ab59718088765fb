import type { Application, Applications, Decoded, InstanceInfo } from '@vernal/protocol/eureka';
import { decodeApplication, decodeApplications, encodeInstance } from '@vernal/protocol/eureka';
import { parseEndpoint } from '../endpoint/endpoint.ts';
import {
  createHttpExchange,
  type HttpExchange,
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

/**
 * Speaks to a registry, or to one of several (eureka-protocol 6.1, 6.2): a server that can't be reached
 * or answers out of place is left for the next one, at most 3 per request.
 *
 * @throws VernalError `CLIENT_BAD_URL` for an address that is none
 */
export function createEurekaExchange(options: EurekaExchangeOptions): EurekaExchange {
  return new RotatingExchange(options);
}

class RotatingExchange implements EurekaExchange {
  readonly #headers: Readonly<Record<string, string>>;
  readonly #rotation: ServerRotation;
  readonly #http: HttpExchange;

  constructor({ urls, timeoutMs = TIMEOUT_MS, headers = {} }: EurekaExchangeOptions) {
    this.#headers = { Accept: 'application/json', ...headers };
    this.#rotation = new ServerRotation(urls.map(parseEndpoint));
    this.#http = createHttpExchange({ timeoutMs });
  }

  async register(instance: InstanceInfo): Promise<RegisterOutcome> {
    const path = `/apps/${encodeURIComponent(instance.app)}`;
    const body = encodeInstance(instance);
    const reply = await this.#ask({ method: 'POST', path, body }, isSuccess);
    return hasStatus(reply, isSuccess) ? { kind: 'ok', value: undefined } : failureOf(reply);
  }

  async renew(instance: InstanceInfo): Promise<LeaseOutcome> {
    const path = `${leasePath(instance)}?${renewalQuery(instance)}`;
    const known = (status: number): boolean => isSuccess(status) || status === 404;
    return leaseOutcome(await this.#ask({ method: 'PUT', path }, known));
  }

  async cancel(instance: Pick<InstanceInfo, 'app' | 'instanceId'>): Promise<LeaseOutcome> {
    const request: ServerRequest = { method: 'DELETE', path: leasePath(instance) };
    return leaseOutcome(await this.#ask(request, () => true));
  }

  fetchAll(): Promise<FetchOutcome<Applications>> {
    return this.#fetch('/apps/', [], decodeApplications);
  }

  fetchDelta(): Promise<FetchOutcome<Applications>> {
    return this.#fetch('/apps/delta', [403, 404], decodeApplications);
  }

  fetchApplication(name: string): Promise<FetchOutcome<Application>> {
    return this.#fetch(`/apps/${encodeURIComponent(name)}`, [404], decodeApplication);
  }

  close(): void {
    this.#http.close();
  }

  /** The first answer whose status is accepted, or what the last server said. */
  async #ask(request: ServerRequest, accepts: (status: number) => boolean): Promise<ServerReply> {
    let reply: ServerReply = {
      kind: 'unreachable',
      problem: 'no registry is configured',
      isTimeout: false,
    };
    for (const server of this.#rotation.candidates()) {
      reply = await this.#http.send(server, { ...request, headers: this.#headers });
      if (hasStatus(reply, accepts)) {
        this.#rotation.worked(server);
        return reply;
      }
      this.#rotation.failed(server);
    }
    return reply;
  }

  async #fetch<Value>(
    path: string,
    absentOn: readonly number[],
    decode: (text: string) => Decoded<Value>,
  ): Promise<FetchOutcome<Value>> {
    const absent = (status: number): boolean => absentOn.includes(status);
    const known = (status: number): boolean => status === 200 || absent(status);
    const reply = await this.#ask({ method: 'GET', path }, known);
    if (hasStatus(reply, absent)) return { kind: 'absent' };
    if (reply.kind === 'unreachable' || reply.status !== 200) return failureOf(reply);
    const decoded = decode(reply.body);
    return decoded.ok ? { kind: 'ok', value: decoded.value } : unreadable(decoded.problems);
  }
}

/** The id as it is: `:` is legal in a path, and a server may compare before it decodes. */
function leasePath({ app, instanceId }: Pick<InstanceInfo, 'app' | 'instanceId'>): string {
  const id = encodeURIComponent(instanceId).replaceAll('%3A', ':');
  return `/apps/${encodeURIComponent(app)}/${id}`;
}

function renewalQuery({ status, lastDirtyTimestamp }: InstanceInfo): string {
  return `status=${status}&lastDirtyTimestamp=${lastDirtyTimestamp}`;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function hasStatus(reply: ServerReply, accepts: (status: number) => boolean): boolean {
  return reply.kind === 'answered' && accepts(reply.status);
}

/** The body of a 404 is never read: not every server leaves it empty (client-sdk 6, complaint 1). */
function leaseOutcome(reply: ServerReply): LeaseOutcome {
  if (hasStatus(reply, isSuccess)) return { kind: 'ok', value: undefined };
  const unknown = hasStatus(reply, (status) => status === 404);
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

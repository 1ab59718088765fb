import type { SecureContextOptions } from 'node:tls';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  createHttpExchange,
  type Endpoint,
  type HttpExchange,
  parseEndpoint,
  type ServerReply,
} from '@vernal/client/eureka';
import { Secret } from '@vernal/core';
import {
  decodeApplications,
  decodeReplicationResults,
  encodeReplicationList,
  type ReplicationRequest,
} from '@vernal/protocol/eureka';
import { NODE_HEADER, SELF_STATUS } from '../../domain/replication/node-identity.ts';
import type { PeerExchange, PeerFetch, ReplicateOutcome } from '../../ports/peer-exchange.ts';

/** How a peer is spoken to. */
export interface HttpPeerExchangeOptions {
  /** Service URL; credentials in it are sent as HTTP Basic. */
  readonly url: string;
  /** `eureka.server.peer-node-connect-timeout-ms` and `eureka.server.peer-node-read-timeout-ms` together. */
  readonly timeoutMs: number;
  /** Says who sends, so that a registry never takes itself for a peer. */
  readonly nodeId: string;
  /** Own address, as Java peers log it. */
  readonly ipAddr: string;
  /** `eureka.server.enable-replicated-request-compression`. */
  readonly isCompressed: boolean;
  /** Sent in place of the credentials of the URL. */
  readonly bearerToken?: Secret;
  readonly tls?: SecureContextOptions;
}

/** Some 400,000 instances. */
const MAX_LIST_BYTES = 400 * 1024 * 1024;

const TOO_LARGE = 413;
type PostOutcome = ReplicateOutcome | { readonly kind: 'too-large' };

const zip = promisify(gzip);

/**
 * Speaks to one peer over HTTP, as Java's replication client does (eureka-protocol 1.9, 5.2).
 *
 * @throws VernalError `CLIENT_BAD_URL` for an address that is none
 */
export function createHttpPeerExchange(options: HttpPeerExchangeOptions): PeerExchange {
  const { timeoutMs, tls } = options;
  const http = createHttpExchange({
    timeoutMs,
    maxAnswerBytes: MAX_LIST_BYTES,
    ...(tls !== undefined && { tls }),
  });
  return new HttpPeerExchange(http, options);
}

class HttpPeerExchange implements PeerExchange {
  readonly #http: HttpExchange;
  readonly #peer: Endpoint;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #isCompressed: boolean;

  constructor(http: HttpExchange, options: HttpPeerExchangeOptions) {
    this.#http = http;
    this.#peer = endpointOf(options);
    this.#isCompressed = options.isCompressed;
    this.#headers = {
      Accept: 'application/json',
      'User-Agent': 'Vernal-Replication',
      'DiscoveryIdentity-Name': 'DefaultServer',
      'DiscoveryIdentity-Version': '1.0',
      'DiscoveryIdentity-Id': options.ipAddr,
      [NODE_HEADER]: options.nodeId,
    };
  }

  /** A batch that is too large for the peer, or for a proxy before it, goes in halves. */
  async replicate(requests: readonly ReplicationRequest[]): Promise<ReplicateOutcome> {
    const outcome = await this.#post(requests);
    if (outcome.kind !== 'too-large') return outcome;
    if (requests.length <= 1) return { kind: 'answered', results: [{ statusCode: TOO_LARGE }] };
    const middle = Math.ceil(requests.length / 2);
    const first = await this.replicate(requests.slice(0, middle));
    if (first.kind !== 'answered') return first;
    const second = await this.replicate(requests.slice(middle));
    if (second.kind !== 'answered') return second;
    return { kind: 'answered', results: [...first.results, ...second.results] };
  }

  fetchAll(): Promise<PeerFetch> {
    return this.#fetch('/apps/');
  }

  fetchDelta(): Promise<PeerFetch> {
    return this.#fetch('/apps/delta');
  }

  close(): void {
    this.#http.close();
  }

  async #post(requests: readonly ReplicationRequest[]): Promise<PostOutcome> {
    const text = encodeReplicationList(requests);
    const reply = await this.#http.send(this.#peer, {
      method: 'POST',
      path: '/peerreplication/batch/',
      ...(this.#isCompressed
        ? { headers: { ...this.#headers, 'Content-Encoding': 'gzip' }, body: await zip(text) }
        : { headers: this.#headers, body: text }),
    });
    return outcomeOf(reply, requests.length);
  }

  async #fetch(path: string): Promise<PeerFetch> {
    const request = { method: 'GET', path, headers: this.#headers } as const;
    const reply = await this.#http.send(this.#peer, request);
    if (reply.kind === 'unreachable') return { kind: 'failed', problem: reply.problem };
    if (reply.status !== 200) return { kind: 'failed', problem: answered(reply.status) };
    const decoded = decodeApplications(reply.body);
    return decoded.ok
      ? { kind: 'ok', applications: decoded.value }
      : { kind: 'failed', problem: 'the list of applications makes no sense' };
  }
}

function endpointOf({ url, bearerToken }: HttpPeerExchangeOptions): Endpoint {
  const endpoint = parseEndpoint(url);
  if (bearerToken === undefined) return endpoint;
  return { url: endpoint.url, authorization: new Secret(`Bearer ${bearerToken.reveal()}`) };
}

/** Which answer means what: eureka-protocol 5.4. */
function outcomeOf(reply: ServerReply, items: number): PostOutcome {
  if (reply.kind === 'unreachable') {
    return { kind: reply.isTimeout ? 'congested' : 'unreachable', problem: reply.problem };
  }
  const { status, body } = reply;
  if (status === SELF_STATUS) return { kind: 'self' };
  if (status === 503) return { kind: 'congested', problem: answered(status) };
  if (status === TOO_LARGE) return { kind: 'too-large' };
  if (status < 200 || status >= 300) return { kind: 'refused', problem: answered(status) };
  const results = decodeReplicationResults(body);
  if (!results.ok || results.value.length !== items) {
    return { kind: 'refused', problem: 'the answer does not fit the batch' };
  }
  return { kind: 'answered', results: results.value };
}

function answered(status: number): string {
  return `the peer answered ${status}`;
}

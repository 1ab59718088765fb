import { lookup } from 'node:dns/promises';
import { type ClientRequest, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { codeOf, type Timers } from '@vernal/core';
import type { InstanceProbe, ProbeAnswer } from '../ports/instance-probe.ts';
import type { AskableAddresses } from './askable-addresses.ts';

const SILENT: ProbeAnswer = { kind: 'silent' };
const REFUSED: ProbeAnswer = { kind: 'refused' };

/** Gives all addresses of a name. Rejects when it has none. */
export type ResolveName = (name: string) => Promise<readonly string[]>;

/** What a probe needs. */
export interface HttpInstanceProbeOptions {
  readonly addresses: AskableAddresses;
  readonly timers: Timers;
  /** For the whole question, the name service included. */
  readonly timeoutMs: number;
  /** Default: the name service of this machine. */
  readonly resolve?: ResolveName;
}

/**
 * Asks instances over HTTP. What is checked is what is called: a name is resolved once, every address that it stands
 * for must be allowed, and the connection goes to one of exactly those. Certificates are not verified, since
 * nothing is trusted or sent; the body is not read.
 */
export class HttpInstanceProbe implements InstanceProbe {
  readonly #addresses: AskableAddresses;
  readonly #timers: Timers;
  readonly #timeoutMs: number;
  readonly #resolve: ResolveName;

  constructor({ addresses, timers, timeoutMs, resolve = resolveName }: HttpInstanceProbeOptions) {
    this.#addresses = addresses;
    this.#timers = timers;
    this.#timeoutMs = timeoutMs;
    this.#resolve = resolve;
  }

  async ask(url: URL, signal: AbortSignal): Promise<ProbeAnswer> {
    const timeout = new AbortController();
    const cancel = this.#timers.after(this.#timeoutMs, () => timeout.abort());
    try {
      return await this.#askUntil(AbortSignal.any([signal, timeout.signal]), url);
    } finally {
      cancel();
    }
  }

  async #askUntil(signal: AbortSignal, url: URL): Promise<ProbeAnswer> {
    const name = hostOf(url);
    const resolved = await firstOf(this.#addressesOf(name), signal);
    if (resolved === undefined) return SILENT;
    for (const address of resolved) {
      const problem = this.#addresses.problemWith(address, name);
      if (problem !== undefined) return { kind: 'not-allowed', problem };
    }
    return call(url, resolved, signal);
  }

  #addressesOf(name: string): Promise<readonly string[] | undefined> {
    if (isIP(name) !== 0) return Promise.resolve([name]);
    return this.#resolve(name).catch(() => undefined);
  }
}

/** Undefined when the signal is aborted first. */
function firstOf<Value>(
  promise: Promise<Value | undefined>,
  signal: AbortSignal,
): Promise<Value | undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  return Promise.race([promise, aborted]);
}

/** Nothing of the URL but scheme, port, path and query is used: no name and password, no fragment. */
function call(url: URL, addresses: readonly string[], signal: AbortSignal): Promise<ProbeAnswer> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const request = send({
      host: hostOf(url),
      port: url.port,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, accept: '*/*', 'user-agent': 'vernal-registry' },
      agent: false,
      rejectUnauthorized: false,
      lookup: lookupAmong(addresses),
      signal,
    });
    settleWith(request, resolve);
    request.end();
  });
}

function settleWith(request: ClientRequest, resolve: (answer: ProbeAnswer) => void): void {
  request.on('response', (response) => {
    resolve({ kind: 'answered', status: response.statusCode ?? 0 });
    response.destroy();
  });
  request.on('upgrade', (response, socket) => {
    resolve({ kind: 'answered', status: response.statusCode ?? 101 });
    socket.destroy();
  });
  request.on('error', (error) => resolve(isRefused(error) ? REFUSED : SILENT));
}

/** A connection to several addresses fails with one error for each. */
function isRefused(error: Error): boolean {
  if (error instanceof AggregateError) {
    return error.errors.every((one) => one instanceof Error && isRefused(one));
  }
  return codeOf(error) === 'ECONNREFUSED';
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** A name service that knows the checked addresses only. */
function lookupAmong(addresses: readonly string[]): LookupFunction {
  const entries = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, { all }, callback) => {
    const [first] = entries;
    if (first === undefined) callback(new Error('the name has no address'), []);
    else if (all) callback(null, entries);
    else callback(null, first.address, first.family);
  };
}

async function resolveName(name: string): Promise<readonly string[]> {
  const found = await lookup(name, { all: true });
  return found.map(({ address }) => address);
}

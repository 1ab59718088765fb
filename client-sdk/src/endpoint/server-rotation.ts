import type { Endpoint } from './endpoint.ts';

const MAX_TRIES = 3;
const RETRY_ALL_SHARE = 0.66;

/** Which of several equal servers to ask: the one that last worked, then the others (eureka-protocol 6.1). */
export class ServerRotation {
  readonly #servers: readonly Endpoint[];
  readonly #quarantined = new Set<Endpoint>();
  #last: Endpoint | undefined;

  constructor(servers: readonly Endpoint[]) {
    this.#servers = servers;
  }

  /**
   * The servers to try for one request, at most 3 (client-sdk 40). Those that failed are left out until
   * two thirds of all are, then all have their chance again (client-sdk 41).
   */
  candidates(): readonly Endpoint[] {
    const threshold = Math.floor(this.#servers.length * RETRY_ALL_SHARE);
    if (this.#quarantined.size >= Math.max(1, threshold)) this.#quarantined.clear();
    const open = this.#servers.filter((server) => !this.#quarantined.has(server));
    const last = open.filter((server) => server === this.#last);
    const others = open.filter((server) => server !== this.#last);
    return [...last, ...others].slice(0, MAX_TRIES);
  }

  worked(server: Endpoint): void {
    this.#last = server;
    this.#quarantined.delete(server);
  }

  failed(server: Endpoint): void {
    this.#quarantined.add(server);
    if (this.#last === server) this.#last = undefined;
  }
}

import { type Logger, messageOf } from '@vernal/core';
import type { ReplicationTask } from '../domain/replication/replication-task.ts';
import type { PeerNode } from './peer-node.ts';
import type { PeersView, PeerView } from './peers-view.ts';

/** Makes the node for a service URL; `onSelf` is called when it leads back here. */
export type OpenNode = (serviceUrl: string, onSelf: () => void) => PeerNode;

/** The other registries of the cluster, as the list of service URLs has them now. */
export class PeerNodes implements PeersView {
  readonly #nodes = new Map<string, PeerNode>();
  /** Addresses that turned out to be this registry. */
  readonly #own = new Set<string>();
  readonly #open: OpenNode;
  readonly #logger: Logger;

  constructor(open: OpenNode, logger: Logger) {
    this.#open = open;
    this.#logger = logger;
  }

  get isEmpty(): boolean {
    return this.#nodes.size === 0;
  }

  all(): readonly PeerNode[] {
    return [...this.#nodes.values()];
  }

  list(): readonly PeerView[] {
    return this.all().map((node) => node.view);
  }

  /** Takes over a new list. Nodes that stay keep their queues; an empty list is ignored (eureka-protocol 5.1). */
  update(serviceUrls: readonly string[]): void {
    if (serviceUrls.length === 0) return;
    for (const url of this.#nodes.keys()) {
      if (!serviceUrls.includes(url)) this.#close(url);
    }
    const before = this.#nodes.size;
    for (const url of serviceUrls) this.#add(url);
    if (this.#nodes.size === before) return;
    this.#logger.info('replicates to peers', { peers: this.all().map(({ name }) => name) });
  }

  offer(task: ReplicationTask): void {
    for (const node of this.#nodes.values()) node.offer(task);
  }

  forget(target: string): void {
    for (const node of this.#nodes.values()) node.forget(target);
  }

  /** Sends what waits, without another try. */
  async flush(): Promise<void> {
    await Promise.all(this.all().map((node) => node.flush()));
  }

  stop(): void {
    for (const url of [...this.#nodes.keys()]) this.#close(url);
  }

  #add(url: string): void {
    if (this.#nodes.has(url) || this.#own.has(url)) return;
    try {
      this.#nodes.set(
        url,
        this.#open(url, () => this.#recogniseSelf(url)),
      );
    } catch (error) {
      // The message shows no credentials.
      this.#logger.error('a peer is left out', { problem: messageOf(error) });
    }
  }

  #recogniseSelf(url: string): void {
    this.#own.add(url);
    this.#close(url);
  }

  #close(url: string): void {
    const node = this.#nodes.get(url);
    this.#nodes.delete(url);
    node?.stop();
  }
}

import { ManualTime, RecordingLogger, seededRandom } from '@vernal/core/testing';
import {
  decodeApplications,
  decodeReplicationList,
  decodeReplicationResults,
  encodeApplications,
  encodeReplicationList,
  encodeReplicationResults,
  type ReplicationRequest,
} from '@vernal/protocol/eureka';
import { Eviction } from '../../src/domain/eviction.ts';
import { servedInstance } from '../../src/domain/lease.ts';
import { Registry } from '../../src/domain/registry.ts';
import { replicateItem } from '../../src/http/replicate-item.ts';
import { antiEntropy } from '../../src/peers/anti-entropy.ts';
import { PeerNode } from '../../src/peers/peer-node.ts';
import { PeerNodes } from '../../src/peers/peer-nodes.ts';
import { replicateCommands } from '../../src/peers/replicate-commands.ts';
import type { PeerExchange, PeerFetch, ReplicateOutcome } from '../../src/ports/peer-exchange.ts';
import { CLIENT, PEER, RULES } from '../domain/registry-fixture.ts';
import { sampleInstance } from '../sample-instance.ts';

const MINUTE_MS = 60_000;

/** Which registries can't reach each other. */
class Network {
  #sides: readonly ReadonlySet<string>[] = [];

  /** Cuts every connection between the sides. */
  split(...sides: readonly (readonly string[])[]): void {
    this.#sides = sides.map((side) => new Set(side));
  }

  heal(): void {
    this.#sides = [];
  }

  connects(from: string, to: string): boolean {
    return this.#sides.every((side) => side.has(from) === side.has(to));
  }
}

/** One registry: the real domain and the real replication on manual time. */
export class SimulatedRegistry {
  readonly name: string;
  readonly registry: Registry;
  readonly nodes: PeerNodes;
  /** What peers sent, each as `Register n1`. */
  readonly received: string[] = [];
  evictions = 0;
  readonly #time: ManualTime;

  constructor(name: string, cluster: SimulatedCluster) {
    const { time } = cluster;
    this.name = name;
    this.#time = time;
    this.registry = new Registry(
      { ...RULES, selfPreservation: { ...RULES.selfPreservation, enabled: true } },
      { clock: time },
    );
    const ground = {
      registry: this.registry,
      clock: time,
      timers: time,
      random: seededRandom(name.charCodeAt(0)),
      logger: new RecordingLogger(),
    };
    const rules = { capacity: 10_000, maxBatches: 20, maxTimeMs: 30_000 };
    this.nodes = new PeerNodes((url, onSelf) => {
      const exchange = cluster.exchange(name, new URL(url).hostname);
      return new PeerNode({ url, exchange, rules, count: () => undefined, onSelf }, ground);
    }, ground.logger);
    replicateCommands(this.nodes, rules.maxTimeMs, ground);
    const compare = { intervalMs: cluster.compareIntervalMs, maxTimeMs: rules.maxTimeMs };
    void antiEntropy(this.nodes, compare, ground).start();
    const eviction = new Eviction(
      this.registry,
      { evictionIntervalMs: MINUTE_MS, renewalPercentThreshold: 0.85 },
      ground,
    );
    time.every(MINUTE_MS, () => {
      this.evictions += eviction.run();
    });
  }

  ids(): readonly string[] {
    return [...this.registry.table.all()].map(({ instance }) => instance.instanceId).sort();
  }

  status(id: string): string | undefined {
    return this.registry.table.find('ORDERS', id)?.instance.status;
  }

  /** Answers a peer, through the bytes of the wire. */
  receive(requests: readonly ReplicationRequest[]): ReplicateOutcome {
    const items = decodeReplicationList(encodeReplicationList(requests));
    if (!items.ok) return { kind: 'refused', problem: 'the peer answered 400' };
    this.received.push(...items.value.map(({ action, id }) => `${action} ${id}`));
    const at = { nowMs: this.#time.now(), cause: PEER };
    const results = items.value.map((item) => replicateItem(this.registry, item, at));
    const answer = decodeReplicationResults(encodeReplicationResults(results));
    return answer.ok
      ? { kind: 'answered', results: answer.value }
      : { kind: 'refused', problem: 'unreadable' };
  }

  list(): PeerFetch {
    const instances = [...this.registry.table.all()].map(servedInstance);
    const text = encodeApplications({
      versionsDelta: '1',
      appsHashCode: this.registry.table.hashCode,
      applications: instances.length === 0 ? [] : [{ name: 'ORDERS', instances }],
    });
    const decoded = decodeApplications(text);
    return decoded.ok
      ? { kind: 'ok', applications: decoded.value }
      : { kind: 'failed', problem: 'unreadable' };
  }
}

/** Registries that know each other, a network between them that can be cut, and services that live. */
export class SimulatedCluster {
  readonly time = new ManualTime();
  readonly network = new Network();
  readonly registries = new Map<string, SimulatedRegistry>();

  readonly compareIntervalMs: number;

  constructor(names: readonly string[], compareIntervalMs = 30_000) {
    this.compareIntervalMs = compareIntervalMs;
    for (const name of names) this.registries.set(name, new SimulatedRegistry(name, this));
    for (const name of names) {
      const others = names.filter((other) => other !== name);
      this.at(name).nodes.update(others.map((other) => `http://${other}:8761/eureka/`));
    }
  }

  at(name: string): SimulatedRegistry {
    const found = this.registries.get(name);
    if (found === undefined) throw new Error(`no registry ${name}`);
    return found;
  }

  /** A service that renews every 30 s with one registry and registers again when that does not know it. */
  runService(id: string, name: string): { stop(): void; crash(): void } {
    const { registry } = this.at(name);
    const instance = sampleInstance({ instanceId: id, lastDirtyTimestamp: this.time.now() });
    registry.register(instance, CLIENT);
    const end = this.time.every(30_000, () => {
      const { lastDirtyTimestamp } = instance;
      const renewed = registry.renew('ORDERS', id, { origin: 'client', lastDirtyTimestamp });
      if (renewed.kind !== 'renewed') registry.register(instance, CLIENT);
    });
    return {
      crash: end,
      stop() {
        end();
        registry.cancel('ORDERS', id, CLIENT);
      },
    };
  }

  /** What one registry reaches of another. */
  exchange(from: string, to: string): PeerExchange {
    const reaches = (): boolean => this.network.connects(from, to);
    const list = (): Promise<PeerFetch> =>
      Promise.resolve(
        reaches() ? this.at(to).list() : { kind: 'failed', problem: 'no connection' },
      );
    return {
      replicate: (requests) =>
        Promise.resolve(
          reaches()
            ? this.at(to).receive(requests)
            : { kind: 'unreachable', problem: 'no connection' },
        ),
      fetchAll: list,
      fetchDelta: list,
      close: () => undefined,
    };
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts, RecordingLogger } from '@vernal/core/testing';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import { registryDaemon } from '../../src/index.ts';
import { registrationOf } from '../http/running-registry.ts';

type Settings = Readonly<Record<string, string | number | boolean>>;

/** One registry of a cluster. */
export class ClusterNode {
  readonly port: number;
  readonly logger = new RecordingLogger();
  readonly #settings: Settings;
  #daemon: RunningDaemon | undefined;

  constructor(port: number, settings: Settings) {
    this.port = port;
    this.#settings = settings;
  }

  async start(): Promise<void> {
    this.#daemon = await startDaemon(registryDaemon, this.#settings, { logger: this.logger });
  }

  async stop(): Promise<void> {
    await this.#daemon?.stop();
  }

  request(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  register(changes: Readonly<Record<string, unknown>> = {}): Promise<Response> {
    return this.request('POST', '/eureka/apps/ORDERS', registrationOf(changes));
  }

  /** The instance as this node has it; undefined when it has none. */
  async instance(id: string, app = 'ORDERS'): Promise<ListedInstance | undefined> {
    const response = await this.request('GET', `/eureka/apps/${app}/${id}`);
    const text = await response.text();
    if (response.status !== 200) return undefined;
    return (JSON.parse(text) as { instance: ListedInstance }).instance;
  }

  async hashCode(): Promise<string> {
    const response = await this.request('GET', '/eureka/apps');
    const list = (await response.json()) as { applications: { apps__hashcode: string } };
    return list.applications.apps__hashcode;
  }
}

/** What these tests look at. */
export interface ListedInstance {
  readonly status: string;
  readonly overriddenStatus: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly lastDirtyTimestamp: string;
}

/** Registries in this process that are each other's peers, over HTTP and in real time, for each test. */
export function useCluster(size: number, settings: Settings = {}) {
  const cluster = { nodes: [] as ClusterNode[], folder: '' };
  beforeEach(async () => {
    cluster.folder = await mkdtemp(join(tmpdir(), 'vernal-cluster-'));
    const ports = await freePorts(size);
    const urls = ports.map((port) => `http://127.0.0.1:${port}/eureka/`).join(',');
    cluster.nodes = ports.map(
      (port) =>
        new ClusterNode(port, {
          'eureka.client.service-url.defaultZone': urls,
          'eureka.instance.hostname': '127.0.0.1',
          'vernal.data-dir': join(cluster.folder, String(port)),
          'server.port': port,
          ...settings,
        }),
    );
    for (const node of cluster.nodes) await node.start();
  });
  afterEach(async () => {
    await Promise.all(cluster.nodes.map((node) => node.stop()));
    await rm(cluster.folder, { recursive: true, force: true });
  });
  return cluster;
}

/** Asks again until the answer is the wanted one: replication has no answer to wait for. */
export async function eventually<Value>(
  ask: () => Promise<Value>,
  isWanted: (value: Value) => boolean,
): Promise<Value> {
  const deadline = AbortSignal.timeout(10_000);
  for (;;) {
    const value = await ask();
    if (isWanted(value)) return value;
    if (deadline.aborted) throw new Error(`still ${JSON.stringify(value)}`);
    await delay(20);
  }
}

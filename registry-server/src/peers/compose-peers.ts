import { parseEndpoint } from '@vernal/client/eureka';
import { createPeriodic, type Lifecycle, messageOf, sequence } from '@vernal/core';
import { type DaemonHost, type HealthIndicator, ownInstance, ownNames } from '@vernal/server-kit';
import { createDnsTextRecords } from '../adapters/peers/dns-text-records.ts';
import { createHttpPeerExchange } from '../adapters/peers/http-peer-exchange.ts';
import { readMachineAddresses } from '../adapters/peers/own-machine.ts';
import { readPeerCertificates } from '../adapters/peers/peer-certificates.ts';
import type { Registry } from '../domain/registry.ts';
import { nodeId } from '../domain/replication/node-identity.ts';
import type { StartupSync } from '../ports/startup-sync.ts';
import { antiEntropy } from './anti-entropy.ts';
import { isOwnUrl } from './own-address.ts';
import { ownRegistration } from './own-registration.ts';
import { PeerNode } from './peer-node.ts';
import { type OpenNode, PeerNodes } from './peer-nodes.ts';
import type { PeerOptions } from './peer-options.ts';
import { namesPeers, readServiceUrls } from './peer-urls.ts';
import type { PeersGround } from './peers-ground.ts';
import { peersHealth } from './peers-health.ts';
import { createTaskCounter, registerPeersMetrics } from './peers-metrics.ts';
import type { PeersView } from './peers-view.ts';
import { type ReplicaStatus, replicaStatus } from './replica-status.ts';
import { replicateCommands } from './replicate-commands.ts';
import { createStartupSync } from './startup-sync.ts';

/** The rest of the cluster, as the registry needs it. */
export interface Peers {
  readonly view: PeersView;
  /** What `GET status` says of them. */
  readonly readReplicas: () => ReplicaStatus;
  /** Own name among registries, new at every start. */
  readonly nodeId: string;
  readonly startupSync: StartupSync;
  readonly health: readonly HealthIndicator[];
  /** To be started after the registry has its instances, and stopped before their store. */
  readonly lifecycle: Lifecycle;
}

/** A registry that stands alone. */
const ALONE: Omit<Peers, 'nodeId'> = {
  view: { list: () => [] },
  readReplicas: () => ({
    registeredReplicas: [],
    availableReplicas: [],
    unavailableReplicas: [],
  }),
  startupSync: { fetch: () => Promise.resolve(undefined) },
  health: [],
  lifecycle: sequence([]),
};

/** Builds everything about peers; nothing of it exists unless the options name any. */
export function composePeers(options: PeerOptions, registry: Registry, host: DaemonHost): Peers {
  const ownId = nodeId(host.random);
  if (!namesPeers(options)) return { ...ALONE, nodeId: ownId };
  const { clock, timers, random, logger } = host;
  const ground: PeersGround = { registry, clock, timers, random, logger };
  const nodes = new PeerNodes(openNode(options, { ground, host, ownId }), logger);
  const refresh = refreshNodes(nodes, options, host);
  registerPeersMetrics(host.metrics, nodes);
  replicateCommands(nodes, options.replicationMaxTimeMs, ground);
  return {
    view: nodes,
    readReplicas: () => {
      const own = { app: ownApp(options), minAvailable: options.minAvailablePeers };
      return replicaStatus(nodes, registry.table, own);
    },
    nodeId: ownId,
    startupSync: askAtStart(options, host, async () => {
      await refresh.runNow();
      return nodes.all();
    }),
    health: [peersHealth(nodes)],
    lifecycle: sequence([
      refresh,
      closing(nodes),
      ...(options.registersItself ? [listOneself(options, ground, host)] : []),
      antiEntropy(nodes, compareRules(options), ground),
    ]),
  };
}

interface NodeGround {
  readonly ground: PeersGround;
  readonly host: DaemonHost;
  readonly ownId: string;
}

function openNode(options: PeerOptions, { ground, host, ownId }: NodeGround): OpenNode {
  const { peerToken } = options;
  const count = createTaskCounter(host.metrics);
  const tls = options.peerTls ? readPeerCertificates(certificateFiles(options)) : undefined;
  const { ipAddr } = ownNames(options, readMachineAddresses());
  const rules = {
    capacity: options.replicationCapacity,
    maxBatches: options.replicationBatches,
    maxTimeMs: options.replicationMaxTimeMs,
  };
  return (serviceUrl, onSelf) => {
    const exchange = createHttpPeerExchange({
      url: serviceUrl,
      timeoutMs: options.peerConnectTimeoutMs + options.peerReadTimeoutMs,
      nodeId: ownId,
      ipAddr,
      isCompressed: options.compressReplication,
      ...(peerToken !== undefined && { bearerToken: peerToken }),
      ...(tls !== undefined && { tls }),
    });
    const { url } = parseEndpoint(serviceUrl);
    return new PeerNode({ url, exchange, rules, count, onSelf }, ground);
  };
}

function askAtStart(
  options: PeerOptions,
  { timers, logger, draining }: DaemonHost,
  peers: () => Promise<readonly PeerNode[]>,
): StartupSync {
  const { syncRetries = 1, syncRetryWaitMs: waitMs } = options;
  const attempts = options.fetchesRegistry ? syncRetries : 0;
  return createStartupSync({ peers, attempts, waitMs, timers, logger, signal: draining });
}

function certificateFiles(options: PeerOptions) {
  return {
    keyStore: options.peerKeyStore,
    password: options.peerKeyPassword ?? options.peerKeyStorePassword,
    trustStore: options.peerTrustStore,
  };
}

/** Reads the list of peers at the start and from time to time, without this registry. */
function refreshNodes(nodes: PeerNodes, options: PeerOptions, host: DaemonHost) {
  const records = createDnsTextRecords(host.logger);
  const machine = readMachineAddresses();
  const named = ownNames(options, machine);
  const hosts = new Set([...machine.hosts, named.hostName.toLowerCase(), named.ipAddr]);
  const refresh = createPeriodic({
    timers: host.timers,
    intervalMs: options.peerUpdateIntervalMs,
    run: async () => {
      const own = { url: options.myUrl, hosts, port: host.listeningPort() };
      const urls = await readServiceUrls(options, records);
      nodes.update(urls.filter((url) => !isOwnUrl(url, own)));
    },
    onError: (error) =>
      host.logger.error('the list of peers is not read', { problem: messageOf(error) }),
  });
  return {
    ...refresh,
    async start() {
      await refresh.runNow();
      await refresh.start();
    },
  };
}

function compareRules({ antiEntropyIntervalMs, replicationMaxTimeMs }: PeerOptions) {
  return { intervalMs: antiEntropyIntervalMs, maxTimeMs: replicationMaxTimeMs };
}

function listOneself(options: PeerOptions, ground: PeersGround, host: DaemonHost): Lifecycle {
  const describe = () => {
    const { hostName, ipAddr } = readMachineAddresses();
    const port = host.listeningPort();
    const { isSecure, contextPath } = host;
    const nowMs = ground.clock.now();
    return ownInstance(options, { hostName, ipAddr, port, isSecure, contextPath, nowMs });
  };
  return ownRegistration(describe, options.renewalIntervalMs, ground);
}

function ownApp({ applicationName, appName = applicationName }: PeerOptions): string {
  return appName.toUpperCase();
}

/** Hands over what waits, for a moment at most, and closes the connections. */
function closing(nodes: PeerNodes): Lifecycle {
  return {
    start: () => Promise.resolve(),
    async stop() {
      await nodes.flush();
      nodes.stop();
    },
  };
}

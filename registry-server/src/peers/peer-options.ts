import {
  defineOptions,
  duration,
  flag,
  inert,
  integer,
  type OptionsOf,
  records,
  secret,
  text,
} from '@vernal/core/options';
import { ownInstanceOptions } from '@vernal/server-kit';

/** Where the peers are (eureka-protocol 5.1, 7.2). */
const peerSetOptions = defineOptions({
  serviceUrls: records('eureka.client.service-url', {
    description:
      'URLs of all registries of the cluster, by zone; defaultZone for those without one',
  }),
  region: text('eureka.client.region', {
    default: 'us-east-1',
    description: 'Region whose zones are asked for peers',
  }),
  availabilityZones: records('eureka.client.availability-zones', {
    description: 'Zones of each region, with commas between',
  }),
  preferSameZone: flag('eureka.client.prefer-same-zone-eureka', {
    default: true,
    description: 'Ask the peers of the own zone first at the start',
  }),
  useDns: flag('eureka.client.use-dns-for-fetching-service-urls', {
    default: false,
    description: 'Read the peers from TXT records instead of service-url',
  }),
  dnsName: text('eureka.client.eureka-server-d-n-s-name', {
    description: 'Domain below which txt.<region> lists the zones, and txt.<zone> the hosts',
  }),
  dnsPort: integer('eureka.client.eureka-server-port', {
    default: 8761,
    min: 1,
    max: 65_535,
    description: 'Port of the registries that DNS lists',
  }),
  dnsContext: text('eureka.client.eureka-server-u-r-l-context', {
    default: 'eureka',
    description: 'Path of the registries that DNS lists',
  }),
  peerUpdateIntervalMs: duration('eureka.server.peer-eureka-nodes-update-interval-ms', {
    default: 600_000,
    minMs: 1,
    description: 'How often the list of peers is read again',
  }),
  myUrl: text('eureka.server.my-url', {
    description: 'Service URL of this registry, as the list of peers has it',
  }),
});

/** How peers are spoken to (eureka-protocol 5.4, 7.1). */
const replicationOptions = defineOptions({
  peerConnectTimeoutMs: duration('eureka.server.peer-node-connect-timeout-ms', {
    default: 1_000,
    minMs: 1,
    description: 'How long connecting to a peer may take, on top of the next',
  }),
  peerReadTimeoutMs: duration('eureka.server.peer-node-read-timeout-ms', {
    default: 5_000,
    minMs: 1,
    description: 'How long a peer may stay silent',
  }),
  replicationCapacity: integer('eureka.server.max-elements-in-peer-replication-pool', {
    default: 10_000,
    min: 1,
    description: 'Tasks that wait for a peer at most; then the oldest are dropped',
  }),
  replicationBatches: integer('eureka.server.max-threads-for-peer-replication', {
    default: 20,
    min: 1,
    description: 'Batches under way to one peer at once',
  }),
  replicationMaxTimeMs: duration('eureka.server.max-time-for-replication', {
    default: 30_000,
    description: 'How long a cancellation or a status waits for a peer before it is dropped',
  }),
  compressReplication: flag('eureka.server.enable-replicated-request-compression', {
    default: false,
    description: 'Send batches gzipped; the Java server of 2025.0 cannot read them',
  }),
  peerToken: secret('vernal.registry.peers.token', {
    description: 'Bearer token for peers, in place of credentials in their URLs',
  }),
  minAvailablePeers: integer('eureka.server.min-available-instances-for-peer-replication', {
    default: -1,
    description: 'Peers that must be available for the status to say isHeathly; -1 says nothing',
  }),
  antiEntropyIntervalMs: duration('vernal.registry.anti-entropy-interval', {
    default: 30_000,
    minMs: 1,
    description: 'How often hash codes are compared with each peer, give or take a fifth',
  }),
  syncRetries: integer('eureka.server.registry-sync-retries', {
    min: 0,
    description: 'How often all peers are asked at the start until one answers; 1, 0 is never',
  }),
  syncRetryWaitMs: duration('eureka.server.registry-sync-retry-wait-ms', {
    default: 30_000,
    description: 'Pause between those attempts',
  }),
});

/** This registry as an instance, registered with its peers (eureka-protocol 7.3). */
const listingOptions = defineOptions({
  ...ownInstanceOptions,
  registersItself: flag('eureka.client.register-with-eureka', {
    default: true,
    description: 'List this registry as an instance, if service URLs are configured',
  }),
  fetchesRegistry: flag('eureka.client.fetch-registry', {
    default: true,
    description: 'Copy what the peers have at the start',
  }),
  applicationName: text('spring.application.name', {
    default: 'vernal-registry',
    description: 'Application under which this registry is listed',
  }),
});

/** Certificates towards peers, named as Spring's clients have them. */
const peerTlsOptions = defineOptions({
  peerTls: flag('eureka.client.tls.enabled', {
    default: false,
    description: 'Use the certificates below towards peers with https URLs',
  }),
  peerKeyStore: text('eureka.client.tls.key-store', {
    description: 'Own certificate and key: PKCS12, or PEM with both',
  }),
  peerKeyStorePassword: secret('eureka.client.tls.key-store-password', {
    description: 'Password of the key store',
  }),
  peerKeyPassword: secret('eureka.client.tls.key-password', {
    description: 'Password of the key, if it is another one',
  }),
  peerStoreTypes: inert('PKCS12 and PEM are told apart by the name of the file', [
    'eureka.client.tls.key-store-type',
    'eureka.client.tls.trust-store-type',
  ]),
  peerTrustStorePassword: inert('a PEM file has none', ['eureka.client.tls.trust-store-password']),
  peerTrustStore: text('eureka.client.tls.trust-store', {
    description: 'PEM file with the authorities that peers are trusted by',
  }),
});

/** Options about the other registries of the cluster. */
export const peerOptions = defineOptions({
  ...peerSetOptions,
  ...replicationOptions,
  ...listingOptions,
  ...peerTlsOptions,
});

export type PeerOptions = OptionsOf<typeof peerOptions>;

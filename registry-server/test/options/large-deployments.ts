import type { Deployment } from './deployment.ts';

const CONTAINER: Deployment = {
  title: 'a container that is told everything by its environment',
  files: {},
  environment: {
    PATH: '/bin',
    HOME: '/root',
    JAVA_OPTS: '-Xmx512m',
    SERVER_PORT: '8080',
    SPRING_APPLICATION_NAME: 'eureka',
    EUREKA_CLIENT_REGISTERWITHEUREKA: 'false',
    EUREKA_CLIENT_FETCHREGISTRY: 'false',
    EUREKA_CLIENT_SERVICEURL_DEFAULTZONE: 'http://localhost:8080/eureka/',
    EUREKA_INSTANCE_HOSTNAME: 'localhost',
    EUREKA_INSTANCE_PREFERIPADDRESS: 'true',
    EUREKA_INSTANCE_LEASERENEWALINTERVALINSECONDS: '10',
    EUREKA_SERVER_ENABLESELFPRESERVATION: 'false',
    EUREKA_SERVER_RENEWALPERCENTTHRESHOLD: '0.5',
    EUREKA_SERVER_EVICTIONINTERVALTIMERINMS: '15000',
    EUREKA_SERVER_RATE_LIMITER_ENABLED: 'true',
    EUREKA_SERVER_RATELIMITERPRIVILEGEDCLIENTS: 'One,Two',
    EUREKA_DATACENTER: 'cloud',
    EUREKA_ENVIRONMENT: 'prod',
    EUREKA_SERVER_ASGCACHEEXPIRYTIMEOUTMS: '1',
  },
  means: {
    port: 8080,
    applicationName: 'eureka',
    registersItself: false,
    prefersIpAddress: true,
    renewalIntervalMs: 10_000,
    selfPreservation: false,
    renewalPercentThreshold: 0.5,
    evictionIntervalMs: 15_000,
    fetchLimitEnabled: true,
    privilegedClients: ['One', 'Two'],
  },
  inert: ['EUREKA_SERVER_ASGCACHEEXPIRYTIMEOUTMS'],
};

const AMAZON: Deployment = {
  title: 'a server with what is left of its time at Amazon',
  files: {
    'application.properties': `
server.port=8761
eureka.client.registerWithEureka=false
eureka.client.fetchRegistry=false
eureka.client.region=eu-west-1
eureka.client.availabilityZones.eu-west-1=eu-west-1a,eu-west-1b
eureka.client.preferSameZoneEureka=false
eureka.client.heartbeatExecutorThreadPoolSize=5
eureka.client.eurekaServerConnectTimeoutSeconds=3
eureka.server.aWSAccessId=AKIA
eureka.server.aWSSecretKey=hidden
eureka.server.bindingStrategy=eip
eureka.server.eIPBindRebindRetries=3
eureka.server.aSGCacheExpiryTimeoutMs=600000
eureka.server.route53DomainTTL=30
eureka.server.primeAwsReplicaConnections=false
eureka.server.jsonCodecName=LegacyJacksonJson
eureka.server.batchReplication=true
eureka.server.disableDelta=true
eureka.server.retentionTimeInMSInDeltaQueue=60000
eureka.server.syncWhenTimestampDiffers=false
`,
  },
  means: {
    region: 'eu-west-1',
    preferSameZone: false,
    disableDelta: true,
    deltaRetentionMs: 60_000,
    syncWhenTimestampDiffers: false,
  },
  inert: [
    'eureka.client.heartbeatExecutorThreadPoolSize',
    'eureka.client.eurekaServerConnectTimeoutSeconds',
    'eureka.server.aWSAccessId',
    'eureka.server.aWSSecretKey',
    'eureka.server.bindingStrategy',
    'eureka.server.eIPBindRebindRetries',
    'eureka.server.aSGCacheExpiryTimeoutMs',
    'eureka.server.route53DomainTTL',
    'eureka.server.primeAwsReplicaConnections',
    'eureka.server.jsonCodecName',
    'eureka.server.batchReplication',
  ],
  ignored: [],
};

const TUNED: Deployment = {
  title: 'a large server, tuned by hand',
  files: {
    'application.yml': `
spring:
  profiles:
    active: prod
server:
  port: 8761
  tomcat:
    max-threads: 400
`,
    'application-prod.yml': `
eureka:
  dashboard:
    path: /registry
  environment: prod
  datacenter: frankfurt
  instance:
    registry:
      expected-number-of-clients-sending-renews: 100
      default-open-for-traffic-count: 0
    lease-expiration-duration-in-seconds: 30
    metadata-map:
      zone: a
    status-page-url-path: /info
  client:
    register-with-eureka: false
    fetch-registry: false
  server:
    expected-client-renewal-interval-seconds: 10
    renewal-threshold-update-interval-ms: 60000
    delta-retention-timer-interval-in-ms: 10000
    use-read-only-response-cache: false
    rate-limiter-enabled: true
    rate-limiter-burst-size: 50
    rate-limiter-full-fetch-average-rate: 20
    remote-region-urls-with-name:
      us-west: http://west.invalid:8761/eureka/
    remote-region-app-whitelist:
      us-west: [ORDERS, STOCK]
    remote-region-registry-fetch-interval: 60
    disable-transparent-fallback-to-other-region: true
    log-identity-headers: false
`,
  },
  means: {
    dashboardPath: '/registry',
    environment: 'prod',
    datacenter: 'frankfurt',
    defaultOpenForTrafficCount: 0,
    leaseDurationMs: 30_000,
    instanceMetadata: { zone: 'a' },
    expectedRenewalIntervalMs: 10_000,
    renewalThresholdUpdateIntervalMs: 60_000,
    deltaPruneIntervalMs: 10_000,
    fetchLimitEnabled: true,
    fetchBurst: 50,
    fullFetchesPerSecond: 20,
    regionUrls: new Map([['us-west', 'http://west.invalid:8761/eureka/']]),
    regionApps: { 'us-west[0]': 'ORDERS', 'us-west[1]': 'STOCK' },
    regionFetchIntervalMs: 60_000,
    disableRegionFallback: true,
  },
  inert: [
    'eureka.server.log-identity-headers',
    'eureka.instance.status-page-url-path',
    'eureka.instance.registry.expected-number-of-clients-sending-renews',
  ],
  ignored: ['server.tomcat.max-threads'],
};

/** Servers of clouds, and of many clients. */
export const LARGE_DEPLOYMENTS: readonly Deployment[] = [CONTAINER, AMAZON, TUNED];

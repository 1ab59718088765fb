/** What stands around a registry that somebody runs today, and what it must mean. */
export interface Deployment {
  readonly title: string;
  /** Files in the working folder. */
  readonly files: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly argv?: readonly string[];
  /** Values by the names that the program uses for its options. */
  readonly means: Readonly<Record<string, unknown>>;
  /** Names that are accepted without effect. */
  readonly inert?: readonly string[];
  /** Names that nobody reads. */
  readonly ignored?: readonly string[];
}

const STANDALONE: Deployment = {
  title: 'the stand-alone server of the guides',
  files: {
    'application.yml': `
server:
  port: 8761

eureka:
  instance:
    hostname: localhost
  client:
    registerWithEureka: false
    fetchRegistry: false
    serviceUrl:
      defaultZone: http://\${eureka.instance.hostname}:\${server.port}/eureka/
  server:
    enableSelfPreservation: false
    evictionIntervalTimerInMs: 5000
    responseCacheUpdateIntervalMs: 3000
`,
  },
  means: {
    port: 8761,
    registersItself: false,
    fetchesRegistry: false,
    selfPreservation: false,
    evictionIntervalMs: 5_000,
    serviceUrls: { defaultZone: 'http://localhost:8761/eureka/' },
  },
};

const PEER_FILE = `
spring:
  application:
    name: eureka-server
eureka:
  server:
    registry-sync-retries: 0
    peer-node-read-timeout-ms: 2000
    wait-time-in-ms-when-sync-empty: 0
    max-threads-for-peer-replication: 4
    min-threads-for-peer-replication: 2
    peer-node-total-connections: 100
---
spring:
  config:
    activate:
      on-profile: peer1
server:
  port: 8761
eureka:
  instance:
    hostname: peer1
    appname: REGISTRY
  client:
    serviceUrl:
      defaultZone: http://peer1.invalid:8761/eureka/,http://peer2.invalid:8762/eureka/
---
spring:
  config:
    activate:
      on-profile: peer2
server:
  port: 8762
eureka:
  instance:
    hostname: peer2
  client:
    serviceUrl:
      defaultZone: http://peer1.invalid:8761/eureka/
`;

const PEER: Omit<Deployment, 'title' | 'means'> = {
  files: { 'application.yml': PEER_FILE },
  inert: [
    'eureka.server.min-threads-for-peer-replication',
    'eureka.server.peer-node-total-connections',
  ],
  ignored: [],
};

const PEER_ONE: Deployment = {
  ...PEER,
  title: 'peer1 of a file for two peers',
  environment: { SPRING_PROFILES_ACTIVE: 'peer1' },
  means: {
    port: 8761,
    hostName: 'peer1',
    appName: 'REGISTRY',
    applicationName: 'eureka-server',
    peerTimeoutMs: 2_000,
    replicationBatches: 4,
    waitWhenSyncEmptyMs: 0,
    serviceUrls: {
      defaultZone: 'http://peer1.invalid:8761/eureka/,http://peer2.invalid:8762/eureka/',
    },
  },
};

const PEER_TWO: Deployment = {
  ...PEER,
  title: 'peer2 of the same file',
  argv: ['--spring.profiles.active=peer2'],
  means: {
    port: 8762,
    hostName: 'peer2',
    serviceUrls: { defaultZone: 'http://peer1.invalid:8761/eureka/' },
  },
};

const PROTECTED: Deployment = {
  title: 'a server with a user, its password from the environment',
  files: {
    'application.yml': `
server:
  port: \${PORT:8761}
spring:
  application:
    name: discovery
  security:
    user:
      name: \${EUREKA_USER:eureka}
      password: \${EUREKA_PASSWORD}
  freemarker:
    template-loader-path: classpath:/templates/
    prefer-file-system-access: false
management:
  endpoints:
    web:
      exposure:
        include: health,info
logging:
  level:
    com.netflix.eureka: 'OFF'
    com.netflix.discovery: 'OFF'
eureka:
  client:
    register-with-eureka: false
    fetch-registry: false
`,
  },
  environment: { EUREKA_PASSWORD: 'hidden', PORT: '9000' },
  means: { port: 9000, userName: 'eureka', registersItself: false },
  ignored: [
    'spring.freemarker.template-loader-path',
    'spring.freemarker.prefer-file-system-access',
    'management.endpoints.web.exposure.include',
    'logging.level.com.netflix.eureka',
    'logging.level.com.netflix.discovery',
    'EUREKA_PASSWORD',
  ],
};

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
  inert: ['eureka.server.log-identity-headers', 'eureka.instance.status-page-url-path'],
};

export const DEPLOYMENTS: readonly Deployment[] = [
  STANDALONE,
  PEER_ONE,
  PEER_TWO,
  PROTECTED,
  CONTAINER,
  AMAZON,
  TUNED,
];

import type { Deployment } from './deployment.ts';

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
  inert: ['management.endpoints.web.exposure.include'],
  ignored: [
    'spring.freemarker.template-loader-path',
    'spring.freemarker.prefer-file-system-access',
    'logging.level.com.netflix.eureka',
    'logging.level.com.netflix.discovery',
    'EUREKA_PASSWORD',
  ],
};

/** One or two servers, configured by a file. */
export const SMALL_DEPLOYMENTS: readonly Deployment[] = [STANDALONE, PEER_ONE, PEER_TWO, PROTECTED];

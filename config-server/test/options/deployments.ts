/** What stands around a config server that somebody runs today, and what it must mean here. */
export interface Deployment {
  readonly title: string;
  /** `application.yml` in the working folder; `FOLDER` stands for a folder with a repository and files. */
  readonly yaml: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Values by the names that the program uses for its options. */
  readonly means?: Readonly<Record<string, unknown>>;
  /** Names that are accepted without effect. */
  readonly inert?: readonly string[];
  /** What the refusal names, when the server has not what is asked for. */
  readonly refusedFor?: RegExp;
}

const GIT_OVER_SSH: Deployment = {
  title: 'Git over SSH with a key of its own',
  yaml: `
server: {port: 8888}
spring:
  application: {name: config-server}
  cloud:
    config:
      server:
        git:
          uri: git@git.example.org:team/config.git
          ignoreLocalSshSettings: true
          strictHostKeyChecking: true
          hostKey: AAAAC3NzaC1lZDI1NTE5AAAAIJ
          hostKeyAlgorithm: ssh-ed25519
          privateKey: |
            -----BEGIN RSA PRIVATE KEY-----
            not a real one
            -----END RSA PRIVATE KEY-----
          searchPaths: '{application}, shared'
          cloneOnStart: false
          force-pull: true
          default-label: main
          timeout: 10
          refreshRate: 60
management:
  endpoints: {web: {exposure: {include: 'health,info,prometheus'}}}
logging:
  level: {org.springframework.cloud: DEBUG}
`,
  means: {
    uri: 'git@git.example.org:team/config.git',
    ignoreLocalSshSettings: true,
    hostKeyAlgorithm: 'ssh-ed25519',
    searchPaths: ['{application}', 'shared'],
    timeoutMs: 10_000,
    refreshRateMs: 60_000,
  },
  inert: ['management.endpoints.web.exposure.include', 'spring.cloud.config.server.git.force-pull'],
};

const COMPOSITE: Deployment = {
  title: 'a composite of Git and folders',
  yaml: `
spring:
  profiles: {active: composite}
  cloud.config.server:
    accept-empty: false
    failOnCompositeError: false
    composite:
      - type: git
        uri: file://FOLDER/config.git
        clone-submodules: true
        repos:
          team-a:
            pattern: team-a-*,team-a-*/dev
            uri: file://FOLDER/config.git
      - type: native
        searchLocations: file:FOLDER/files
        fail-on-error: true
`,
  means: { acceptEmpty: false, failOnCompositeError: false },
  inert: [
    'spring.cloud.config.server.composite[0].clone-submodules',
    'spring.cloud.config.server.composite[1].fail-on-error',
  ],
};

const KUBERNETES: Deployment = {
  title: 'mounted folders in Kubernetes, told by the environment',
  yaml: 'server.port: 8888\n',
  environment: {
    SPRING_PROFILES_ACTIVE: 'native',
    SPRING_CLOUD_CONFIG_SERVER_NATIVE_SEARCHLOCATIONS:
      'file:FOLDER/files,file:FOLDER/files/{application}',
    SPRING_CLOUD_CONFIG_SERVER_OVERRIDES_REGION: 'eu',
    ENCRYPT_KEY: 'from-a-secret',
    KUBERNETES_SERVICE_HOST: '10.0.0.1',
    JAVA_TOOL_OPTIONS: '-XX:MaxRAMPercentage=75',
    MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED: 'true',
  },
  means: { activeProfiles: ['native'], overrides: { region: 'eu' } },
};

const KEY_STORE: Deployment = {
  title: 'a key store, and everything behind a prefix and a password',
  yaml: `
spring:
  security: {user: {name: config, password: '{noop}sesame', roles: [USER]}}
  cloud:
    config:
      server:
        prefix: /config
        git: {uri: 'file://FOLDER/config.git', basedir: FOLDER/clones, delete-untracked-branches: true}
        encrypt: {enabled: true, plain-text-encrypt: true}
        health:
          repositories:
            app: {label: main, profiles: dev}
encrypt:
  fail-on-error: false
  key-store:
    location: file:FOLDER/test-keystore.p12
    password: letmein-p12
    alias: alpha
    secret: letmein-p12
    type: PKCS12
  rsa: {algorithm: OAEP, strong: true}
`,
  means: {
    prefix: '/config',
    plainTextEncrypt: true,
    keyStoreAlias: 'alpha',
    rsaAlgorithm: 'OAEP',
    rsaStrong: true,
    failOnUnreadable: false,
    deleteUntrackedBranches: true,
  },
  inert: ['encrypt.key-store.type'],
};

const MONITORED: Deployment = {
  title: 'webhooks, RabbitMQ and Eureka',
  yaml: `
spring:
  application: {name: configserver}
  cloud:
    bus: {enabled: true, id: 'configserver:8888'}
    stream: {default-binder: rabbit}
    config:
      monitor: {endpoint: {path: /hooks}}
      server:
        bootstrap: true
        default-label: main
        git: {uri: 'file://FOLDER/config.git'}
        monitor:
          github: {enabled: true}
          gitlab: {enabled: false}
          fixedDelay: 2000
  rabbitmq: {host: rabbit, port: 5672, username: guest, password: guest}
eureka:
  client:
    enabled: false
    serviceUrl: {defaultZone: 'http://localhost:8761/eureka/'}
  instance: {prefer-ip-address: true, metadata-map: {configPath: /}}
management:
  endpoint: {health: {show-details: always}}
  health: {rabbit: {enabled: false}}
`,
  means: { serverDefaultLabel: 'main', monitorIntervalMs: 2_000 },
  inert: [
    'spring.cloud.bus.enabled',
    'spring.cloud.config.server.bootstrap',
    'spring.cloud.stream.default-binder',
    'spring.rabbitmq.host',
    'spring.rabbitmq.password',
    'spring.rabbitmq.port',
    'spring.rabbitmq.username',
  ],
};

const LEGACY: Deployment = {
  title: 'a server with patterns, placeholders and profiles that are not checked',
  yaml: `
spring:
  profiles: {active: 'production,git', validate: false}
  cloud:
    config:
      server:
        enabled: true
        default-application-name: application
        default-profile: default
        health: {enabled: false}
        git:
          uri: 'https://git.example.org/config/{application}.git'
          username: reader
          password: secret
          skipSslValidation: true
          try-master-branch: false
          proxy: {https: {host: proxy.example.org, port: 3128, nonProxyHosts: 'localhost|*.local'}}
          repos:
            simple: https://git.example.org/simple/config.git
            special:
              pattern: 'special*/dev*,*special*/dev*'
              uri: https://git.example.org/special/config.git
              name: special
              force-pull: true
`,
  means: { validateProfiles: false, skipSslValidation: true, httpsProxyPort: 3_128 },
  inert: [
    'spring.cloud.config.server.default-application-name',
    'spring.cloud.config.server.default-profile',
    'spring.cloud.config.server.enabled',
    'spring.cloud.config.server.git.repos.special.force-pull',
    'spring.cloud.config.server.git.repos.special.name',
  ],
};

const GROUPED: Deployment = {
  title: 'a backend chosen by a group of profiles',
  yaml: `
spring:
  profiles:
    active: live
    group: {live: [native, mail]}
  cloud.config.server.native.search-locations: FOLDER/files
`,
  means: { activeProfiles: ['live'] },
};

/** Servers that start here as they are. */
export const DEPLOYMENTS: readonly Deployment[] = [
  GIT_OVER_SSH,
  COMPOSITE,
  KUBERNETES,
  KEY_STORE,
  MONITORED,
  LEGACY,
  GROUPED,
];

/** Backends that Spring has and this server does not. */
const FOREIGN = [
  'vault',
  'jdbc',
  'redis',
  'mongodb',
  'awss3',
  'awsparamstore',
  'awssecretsmanager',
  'credhub',
  'secret-manager',
  'subversion',
];

const VAULT_IN_COMPOSITE = `
spring:
  profiles: {active: composite}
  cloud.config.server.composite:
    - {type: git, uri: 'file://FOLDER/config.git'}
    - {type: vault, host: vault, port: 8200, kvVersion: 2}
`;

/** Servers that end with code 2, saying why. */
export const REFUSED: readonly Deployment[] = [
  ...FOREIGN.map((backend) => ({
    title: `the backend ${backend}`,
    yaml: `
spring:
  profiles: {active: 'git, ${backend}'}
  datasource: {url: 'jdbc:postgresql://db/config', username: config, password: config}
  cloud.config.server:
    git: {uri: 'file://FOLDER/config.git'}
    ${backend}: {order: 1}
`,
    refusedFor: new RegExp(`"${backend}"`),
  })),
  {
    title: 'Vault as part of a composite',
    yaml: VAULT_IN_COMPOSITE,
    refusedFor: /composite\[1\].*"vault"/,
  },
  {
    title: 'Vault in a group of profiles',
    yaml: 'spring.profiles: {active: live, group: {live: "native, vault"}}\nspring.cloud.config.server.native.search-locations: FOLDER\n',
    refusedFor: /"vault"/,
  },
  {
    title: 'a database as a profile that is included',
    yaml: "spring.profiles.include: jdbc\nspring.cloud.config.server.git.uri: 'file://FOLDER/config.git'\n",
    refusedFor: /"jdbc"/,
  },
];

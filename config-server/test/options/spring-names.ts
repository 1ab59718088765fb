/** Options of Spring's config server, as config-protocol 8.1 lists them; `k` and `x` stand for any name. */

const GIT = [
  'uri search-paths basedir default-label try-master-branch clone-on-start clone-submodules force-pull timeout',
  'refresh-rate delete-untracked-branches skip-ssl-validation username password passphrase',
  'strict-host-key-checking ignore-local-ssh-settings private-key host-key host-key-algorithm known-hosts-file',
  'preferred-authentications continue-on-multiple-label-failure order',
  'proxy.http.host proxy.http.port proxy.http.nonProxyHosts proxy.http.username proxy.http.password',
  'proxy.https.host proxy.https.port proxy.https.nonProxyHosts proxy.https.username proxy.https.password',
];
const NATIVE = ['search-locations add-label-locations default-label fail-on-error version order'];
const TEAM = [...GIT, 'pattern name'];
const SERVER = [
  'enabled bootstrap prefix default-label default-application-name default-profile overrides.x',
  'strip-document-from-yaml accept-empty fail-on-composite-error reverse-location-order',
  'encrypt.enabled encrypt.plain-text-encrypt encrypt.prefix-invalid-properties',
  'health.enabled health.repositories.k.name health.repositories.k.profiles health.repositories.k.label',
  'health.down-health-status monitor.fixedDelay monitor.github.enabled monitor.gitlab.enabled',
  'monitor.bitbucket.enabled monitor.gitea.enabled monitor.gitee.enabled monitor.gogs.enabled',
  'consul.watch.enabled composite[0].type',
];
const ENCRYPT = [
  'key salt fail-on-error key-store.location key-store.password key-store.alias key-store.secret key-store.type',
  'rsa.algorithm rsa.strong rsa.salt',
];

function below(prefix: string, lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' ')).map((name) => `${prefix}${name}`);
}

export const SPRING_NAMES: readonly string[] = [
  ...below('spring.cloud.config.server.', SERVER),
  ...below('spring.cloud.config.server.git.', GIT),
  ...below('spring.cloud.config.server.git.repos.k.', TEAM),
  ...below('spring.cloud.config.server.native.', NATIVE),
  ...below('spring.cloud.config.server.composite[0].', [...GIT, ...NATIVE]),
  ...below('spring.cloud.config.server.composite[0].repos.k.', TEAM),
  ...below('encrypt.', ENCRYPT),
  'spring.cloud.config.monitor.endpoint.path',
  'spring.profiles.validate',
];

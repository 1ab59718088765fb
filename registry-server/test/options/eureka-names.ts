/** Names that Spring's Eureka server and client have (eureka-protocol 7), without the prefix. */
const SERVER = `
a-s-g-cache-expiry-timeout-ms a-s-g-query-timeout-ms a-s-g-update-interval-ms a-w-s-access-id a-w-s-secret-key
batch-replication binding-strategy delta-retention-timer-interval-in-ms disable-delta
disable-delta-for-remote-regions disable-transparent-fallback-to-other-region e-i-p-bind-rebind-retries
e-i-p-binding-retry-interval-ms e-i-p-binding-retry-interval-ms-when-unbound enable-replicated-request-compression
enable-self-preservation eviction-interval-timer-in-ms expected-client-renewal-interval-seconds
g-zip-content-from-remote-region initial-capacity-of-response-cache json-codec-name
list-auto-scaling-groups-role-name log-identity-headers max-elements-in-peer-replication-pool
max-elements-in-status-replication-pool max-idle-thread-age-in-minutes-for-peer-replication
max-idle-thread-in-minutes-age-for-status-replication max-threads-for-peer-replication
max-threads-for-status-replication max-time-for-replication metrics.enabled
min-available-instances-for-peer-replication min-threads-for-peer-replication min-threads-for-status-replication
my-url number-of-replication-retries peer-eureka-nodes-update-interval-ms
peer-eureka-status-refresh-time-interval-ms peer-node-connect-timeout-ms
peer-node-connection-idle-timeout-seconds peer-node-read-timeout-ms peer-node-total-connections
peer-node-total-connections-per-host prime-aws-replica-connections rate-limiter-burst-size rate-limiter-enabled
rate-limiter-full-fetch-average-rate rate-limiter-privileged-clients rate-limiter-registry-fetch-average-rate
rate-limiter-throttle-standard-clients registry-sync-retries registry-sync-retry-wait-ms
remote-region-app-whitelist.r remote-region-connect-timeout-ms remote-region-connection-idle-timeout-seconds
remote-region-fetch-thread-pool-size remote-region-read-timeout-ms remote-region-registry-fetch-interval
remote-region-total-connections remote-region-total-connections-per-host remote-region-trust-store
remote-region-trust-store-password remote-region-urls remote-region-urls-with-name.r renewal-percent-threshold
renewal-threshold-update-interval-ms response-cache-auto-expiration-in-seconds response-cache-update-interval-ms
retention-time-in-m-s-in-delta-queue route53-bind-rebind-retries route53-binding-retry-interval-ms
route53-domain-t-t-l sync-when-timestamp-differs use-aws-asg-api use-read-only-response-cache
version.filter.debug.response-header wait-time-in-ms-when-sync-empty xml-codec-name
default-open-for-traffic-count expected-number-of-renews-per-min experimental.x`;

const CLIENT = `
allow-redirects availability-zones.r backup-registry-impl cache-refresh-executor-exponential-back-off-bound
cache-refresh-executor-thread-pool-size client-data-accept decoder-name disable-delta dollar-replacement enabled
encoder-name escape-char-replacement eureka-connection-idle-timeout-seconds eureka-server-connect-timeout-seconds
eureka-server-d-n-s-name eureka-server-port eureka-server-read-timeout-seconds eureka-server-total-connections
eureka-server-total-connections-per-host eureka-server-u-r-l-context eureka-service-url-poll-interval-seconds
fetch-registry fetch-remote-regions-registry filter-only-up-instances g-zip-content healthcheck.enabled
heartbeat-executor-exponential-back-off-bound heartbeat-executor-thread-pool-size
initial-instance-info-replication-interval-seconds instance-info-replication-interval-seconds jersey.enabled
log-delta-diff on-demand-update-status-change order prefer-same-zone-eureka property-resolver proxy-host
proxy-password proxy-port proxy-user-name refresh.enable region register-with-eureka
registry-fetch-interval-seconds registry-refresh-single-vip-address rest-template-timeout.connect-timeout
restclient.enabled restclient.timeout.connect-timeout service-url.default-zone
should-enforce-fetch-registry-at-init should-enforce-registration-at-init should-unregister-on-shutdown
timeout.connect-timeout tls.enabled tls.key-alias tls.key-password tls.key-store tls.key-store-password
tls.key-store-type tls.trust-store tls.trust-store-password tls.trust-store-type transport.x
use-dns-for-fetching-service-urls webclient.enabled`;

const INSTANCE = `
a-s-g-name app-group-name appname async-client-initialization data-center-info.name
default-address-resolution-order environment health-check-url health-check-url-path home-page-url
home-page-url-path hostname initial-status instance-enabled-onit instance-id ip-address
lease-expiration-duration-in-seconds lease-renewal-interval-in-seconds metadata-map.zone namespace
non-secure-port non-secure-port-enabled prefer-ip-address registry.default-open-for-traffic-count
registry.expected-number-of-clients-sending-renews secure-health-check-url secure-port secure-port-enabled
secure-virtual-host-name status-page-url status-page-url-path virtual-host-name`;

function below(prefix: string, names: string): readonly string[] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => `${prefix}.${name}`);
}

/** All of them. */
export const EUREKA_NAMES: readonly string[] = [
  ...below('eureka.server', SERVER),
  ...below('eureka.client', CLIENT),
  ...below('eureka.instance', INSTANCE),
  ...below('eureka', 'dashboard.enabled dashboard.path datacenter environment'),
];

import {
  dataSize,
  defineOptions,
  duration,
  integer,
  type OptionsOf,
  text,
} from '@vernal/core/options';

/** Where a daemon listens, and the limits of a request. */
export const httpOptions = defineOptions({
  address: text('server.address', { default: '127.0.0.1', description: 'Address to listen on' }),
  contextPath: text('server.servlet.context-path', {
    default: '',
    description: 'Path below which everything is served, such as /registry',
  }),
  maxBodyBytes: dataSize('vernal.http.max-body', {
    default: 2 * 1024 * 1024,
    description: 'Largest request body; a larger one is answered with 413',
  }),
  maxHeaderBytes: dataSize('server.max-http-request-header-size', {
    default: 16 * 1024,
    description: 'Largest request head; a larger one is answered with 431',
  }),
  requestTimeoutMs: duration('vernal.http.request-timeout', {
    default: 30_000,
    description: 'Time in which a request must have arrived completely',
  }),
  keepAliveTimeoutMs: duration('vernal.http.keep-alive-timeout', {
    default: 65_000,
    description: 'How long an idle connection is kept; longer than the idle time of clients',
  }),
  maxHttpConnections: integer('server.tomcat.max-connections', {
    min: 1,
    description: 'Connections at once, further ones are closed; no limit by default',
  }),
  drainTimeoutMs: duration('spring.lifecycle.timeout-per-shutdown-phase', {
    default: 30_000,
    description: 'How long requests under way may take when the server stops',
  }),
});

/** The values of {@link httpOptions}. */
export type HttpOptions = OptionsOf<typeof httpOptions>;

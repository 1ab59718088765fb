import {
  dataSize,
  defineOptions,
  duration,
  flag,
  integer,
  list,
  type Option,
  type OptionsOf,
  objects,
  oneOf,
  secret,
  text,
} from '@vernal/core/options';
import { optionFileOptions } from '../configuration/option-file-options.ts';

const user = defineOptions({
  name: text('name', { default: '', description: 'Name' }),
  password: secret('password', { description: 'Password: plain, {noop}... or {bcrypt}...' }),
  roles: list('roles', { default: [], description: 'Roles' }),
});

const sharedOptions = defineOptions({
  address: text('server.address', { default: '127.0.0.1', description: 'Address to listen on' }),
  dataDir: text('vernal.data-dir', {
    default: './.vernal',
    description: 'Folder for everything that is kept',
  }),
  userName: text('spring.security.user.name', { description: 'User that may call this server' }),
  userPassword: secret('spring.security.user.password', {
    description: 'Password of that user: plain, {noop}... or {bcrypt}...',
  }),
  userRoles: list('spring.security.user.roles', { default: [], description: 'Roles of that user' }),
  users: objects('vernal.security.users', user, {
    description: 'More users: [n].name, [n].password, [n].roles',
  }),
  allowAnonymous: flag('vernal.security.allow-anonymous-on-public-address', {
    default: false,
    description: 'Listen on a public address although no credentials are configured',
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
  drainTimeoutMs: duration('spring.lifecycle.timeout-per-shutdown-phase', {
    default: 30_000,
    description: 'How long requests under way may take when the server stops',
  }),
  healthDetails: oneOf(
    'management.endpoint.health.show-details',
    ['never', 'when-authorized', 'always'],
    { default: 'when-authorized', description: 'Who sees the details of /actuator/health' },
  ),
  logLevel: oneOf(
    'logging.level.root',
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'off'],
    { default: 'info', description: 'Least severe level that is logged' },
  ),
  logFormat: oneOf('vernal.logging.format', ['auto', 'pretty', 'json'], {
    default: 'auto',
    description: 'Log lines for people or as JSON; auto is pretty on a terminal',
  }),
  ...optionFileOptions,
});

/** The port option, whose default differs from daemon to daemon. */
function portOption(defaultPort: number): Option<number> {
  return integer('server.port', {
    default: defaultPort,
    min: 0,
    max: 65_535,
    description: 'HTTP port; 0 lets the system choose',
  });
}

/** Options that every daemon has. */
export type DaemonOptions = OptionsOf<ReturnType<typeof daemonOptions>>;

/** The table of the options that every daemon has. */
export function daemonOptions(
  defaultPort: number,
): typeof sharedOptions & { readonly port: Option<number> } {
  return { port: portOption(defaultPort), ...sharedOptions };
}

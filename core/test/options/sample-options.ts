import assert from 'node:assert/strict';
import {
  bindOptions,
  dataSize,
  defineOptions,
  describeProblem,
  duration,
  flag,
  flagLayer,
  integer,
  list,
  namedLayer,
  type OptionLayer,
  objects,
  oneOf,
  records,
  secret,
  text,
} from '@vernal/core/options';

/** One option of each kind. */
export const table = defineOptions({
  port: integer('server.port', { default: 8761, min: 0, max: 65_535, description: 'Port' }),
  selfPreservation: flag('eureka.server.enable-self-preservation', {
    default: true,
    description: 'Suspend eviction when renewals drop',
  }),
  renewalIntervalMs: duration('eureka.server.expected-client-renewal-interval-seconds', {
    default: 30_000,
    unit: 's',
    description: 'Renewal interval',
  }),
  gitUri: text('spring.cloud.config.server.git.uri', { description: 'Repository' }),
  searchPaths: list('spring.cloud.config.server.git.search-paths', {
    default: [],
    description: 'Folders',
  }),
  encryptKey: secret('encrypt.key', { description: 'Key' }),
  overrides: records('spring.cloud.config.server.overrides', { description: 'Overrides' }),
  details: oneOf(
    'management.endpoint.health.show-details',
    ['never', 'when-authorized', 'always'],
    {
      default: 'never',
      description: 'Details',
    },
  ),
  maxBody: dataSize('vernal.http.max-body', { default: 1024, description: 'Largest body' }),
  users: objects(
    'vernal.security.users',
    defineOptions({
      name: text('name', { default: '', description: 'Name' }),
      password: secret('password', { description: 'Password' }),
      roles: list('roles', { default: [], description: 'Roles' }),
    }),
    { description: 'Users' },
  ),
});

/** A file with the given values. */
export function file(
  values: Readonly<Record<string, string>>,
  name = 'application.yml',
): OptionLayer {
  return namedLayer(
    'file',
    Object.entries(values).map(([key, value]) => ({ name: key, value, origin: name })),
  );
}

/** The problems of binding {@link table}, as they are shown. */
export function problems(...layers: OptionLayer[]): readonly string[] {
  const outcome = bindOptions(table, layers);
  assert.ok(!outcome.ok, 'bound without a problem');
  return outcome.problem.map(describeProblem);
}

/** Command-line arguments. */
export function flags(...argv: string[]): OptionLayer {
  return flagLayer(argv);
}

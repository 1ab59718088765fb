import assert from 'node:assert/strict';
import { Secret } from '@vernal/core';
import {
  bindOptions,
  describeProblem,
  environmentLayer,
  type OptionLayer,
  type OptionsOf,
  settingsLayer,
} from '@vernal/core/options';
import { file, flags, problems, table } from './sample-options.ts';

function bound(...layers: OptionLayer[]): OptionsOf<typeof table> {
  const outcome = bindOptions(table, layers);
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.problem.map(describeProblem).join('\n'));
  return outcome.value;
}

describe('options', () => {
  it('have their defaults when no layer says anything', () => {
    const options = bound();
    assert.equal(options.port, 8761);
    assert.equal(options.gitUri, undefined);
    assert.deepEqual(options.users, []);
    assert.ok(Object.isFrozen(options));
  });

  it('take the highest layer: file, then environment, then flag', () => {
    const layers = [file({ 'server.port': '1' }), environmentLayer({ SERVER_PORT: '2' })];
    assert.equal(bound(...layers).port, 2);
    assert.equal(bound(...layers, flags('--server.port=3')).port, 3);
  });

  it('bind whatever the spelling of the name [client-sdk 58]', () => {
    for (const name of [
      'eureka.server.enable-self-preservation',
      'eureka.server.enableSelfPreservation',
      'eureka.server.enable_self_preservation',
      'Eureka.Server.ENABLESELFPRESERVATION',
    ]) {
      assert.equal(bound(file({ [name]: 'false' })).selfPreservation, false, name);
    }
  });

  it('bind environment variables with and without underscores for dashes [client-sdk 58]', () => {
    for (const name of [
      'EUREKA_SERVER_ENABLESELFPRESERVATION',
      'EUREKA_SERVER_ENABLE_SELF_PRESERVATION',
    ]) {
      assert.equal(bound(environmentLayer({ [name]: 'off' })).selfPreservation, false, name);
    }
  });

  it('bind list elements from the environment [client-sdk 58]', () => {
    const options = bound(
      environmentLayer({
        VERNAL_SECURITY_USERS_0_NAME: 'ann',
        VERNAL_SECURITY_USERS_0_PASSWORD: 'pw',
        VERNAL_SECURITY_USERS_0_ROLES: 'viewer,admin',
      }),
    );
    assert.equal(options.users[0]?.name, 'ann');
    assert.equal(options.users[0].password?.reveal(), 'pw');
    assert.deepEqual(options.users[0].roles, ['viewer', 'admin']);
  });

  it('replace a list whole and merge named texts', () => {
    const low = file({
      'spring.cloud.config.server.git.search-paths[0]': 'a',
      'spring.cloud.config.server.git.search-paths[1]': 'b',
      'spring.cloud.config.server.overrides.a': '1',
      'spring.cloud.config.server.overrides.log.level': 'low',
    });
    const high = file({
      'spring.cloud.config.server.git.search-paths': 'c, d,',
      'spring.cloud.config.server.overrides.log.level': 'high',
    });
    const options = bound(low, high);
    assert.deepEqual(options.searchPaths, ['c', 'd']);
    assert.deepEqual(options.overrides, { a: '1', 'log.level': 'high' });
    assert.deepEqual(bound(low).searchPaths, ['a', 'b']);
  });

  it('read durations, sizes, words and secrets', () => {
    const options = bound(
      file({
        'eureka.server.expected-client-renewal-interval-seconds': '5',
        'vernal.http.max-body': '2MB',
        'management.endpoint.health.show-details': 'WHEN_AUTHORIZED',
        'encrypt.key': 's3cret',
      }),
    );
    assert.equal(options.renewalIntervalMs, 5_000);
    assert.equal(options.maxBody, 2 * 1024 * 1024);
    assert.equal(options.details, 'when-authorized');
    assert.ok(options.encryptKey instanceof Secret);
  });

  it('resolve placeholders across layers, with defaults', () => {
    const options = bound(
      file({
        'spring.cloud.config.server.git.uri': `file:\${base.dir:/srv}/\${repo.name}`,
        'repo.name': 'config',
        'server.port': `\${PORT:1234}`,
      }),
      environmentLayer({ BASE_DIR: '/data' }),
    );
    assert.equal(options.gitUri, 'file:/data/config');
    assert.equal(options.port, 1234);
  });

  it('report all problems together, each with its property and origin', () => {
    assert.deepEqual(
      problems(
        file({ 'server.port': 'many', 'eureka.server.enable-self-preservation': 'perhaps' }),
        environmentLayer({ MANAGEMENT_ENDPOINT_HEALTH_SHOWDETAILS: 'some' }),
        flags('--vernal.http.max-body=big'),
      ),
      [
        'server.port: "many" is not a whole number (from application.yml)',
        'eureka.server.enable-self-preservation: "perhaps" is neither true nor false (from application.yml)',
        'management.endpoint.health.show-details: "some" is none of never, when-authorized, always (from environment variable MANAGEMENT_ENDPOINT_HEALTH_SHOWDETAILS)',
        'vernal.http.max-body: "big" is not a size such as 512KB or 10MB (from --vernal.http.max-body)',
      ],
    );
  });

  it('may be written twice: the last counts, and neither is unknown', () => {
    const twice = flags('--server.port=1', '--server.port=2', '--Server.Port=3');
    assert.equal(bound(twice).port, 3);
    assert.equal(problems(flags('--server.prot=1', '--server.prot=2')).length, 2);
  });

  it('refuse unknown flags and unknown names below vernal., naming the nearest known one', () => {
    assert.deepEqual(problems(flags('--server.prot=1'), file({ 'vernal.http.max-boddy': '1' })), [
      'server.prot: is not a known option; did you mean server.port? (from --server.prot)',
      'vernal.http.max-boddy: is not a known option; did you mean vernal.http.max-body? (from application.yml)',
    ]);
    assert.match(
      problems(environmentLayer({ VERNAL_HTTP_MAXBODDY: '1' })).join(),
      /vernal.http.max-body/,
    );
  });

  it('ignore what files and the environment hold for others', () => {
    bound(
      file({ 'management.metrics.tags.zone': 'a', 'my.key': 'x' }),
      environmentLayer({ HOME: '/root' }),
    );
  });

  it('accept settings of a program with lists and objects', () => {
    const options = bound(
      settingsLayer({
        'server.port': 0,
        'vernal.security.users': [{ name: 'ann', roles: ['a', 'b'] }],
      }),
    );
    assert.equal(options.port, 0);
    assert.deepEqual(options.users[0]?.roles, ['a', 'b']);
  });
});

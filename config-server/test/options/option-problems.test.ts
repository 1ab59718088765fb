import assert from 'node:assert/strict';
import { silentLogger, VernalError } from '@vernal/core';
import type { Settings } from '@vernal/core/options';
import { startDaemon } from '@vernal/server-kit';
import { configDaemon } from '../../src/index.ts';

const SERVER = 'spring.cloud.config.server';

/** The lines with which a start ends; without where each value was set. */
async function refusal(settings: Settings): Promise<readonly string[]> {
  const start = startDaemon(configDaemon, settings, { logger: silentLogger });
  const error = await start.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof VernalError && error.code === 'OPTIONS_INVALID', String(error));
  return error.message.split('\n').map((line) => line.replace(/ \(from setting .*\)$/, ''));
}

describe('options that do not go together', () => {
  it('are told all at once, each by its name', async () => {
    const settings = {
      'spring.profiles.active': 'git,native,composite',
      'spring.profiles.include': 'jdbc',
      [`${SERVER}.git.repos.orders.pattern`]: 'orders*',
      [`${SERVER}.git.repos.shop.uri`]: 'hosted:shop',
      [`${SERVER}.native.search-locations`]: 'classpath:/a,/srv,s3://b',
      [`${SERVER}.composite[0].type`]: 'vault',
      [`${SERVER}.composite[1].type`]: 'native',
      [`${SERVER}.prefix`]: '/actuator',
      [`${SERVER}.health.repositories.bad.profiles`]: 'a..b',
      'vernal.git.enabled': true,
      'vernal.git.path': 'git',
      'vernal.git.repositories.config.default-branch': 'a b',
      'vernal.git.repositories.config.branches[0].push': 'ROLE_BOSS',
      'vernal.config.holdbrokn': 'x',
      'server.address': '0.0.0.0',
    };
    const lines = await refusal(settings);
    assert.deepEqual(
      lines.map((line) => line.split(':', 1)[0]),
      [
        'server.address',
        'spring.profiles.include',
        `${SERVER}.composite[0].type`,
        `${SERVER}.composite[1].search-locations`,
        `${SERVER}.git.uri`,
        `${SERVER}.git.repos.orders.uri`,
        `${SERVER}.git.repos.shop.uri`,
        `${SERVER}.native.search-locations`,
        `${SERVER}.native.search-locations`,
        'vernal.git.path',
        'vernal.git.repositories.config.branches[0].push',
        'vernal.git.repositories.config.default-branch',
        `${SERVER}.prefix`,
        `${SERVER}.health.repositories.bad.profiles`,
        'vernal.config.holdbrokn',
      ],
    );
  });

  it('are the halves of a host key, also of a team, and of an address that queries complete', async () => {
    const lines = await refusal({
      [`${SERVER}.git.uri`]: 'ssh://git@git.example.org/{application}.git',
      [`${SERVER}.git.host-key`]: 'AAAA',
      [`${SERVER}.git.repos.team.uri`]: 'git@git.example.org:team.git',
      [`${SERVER}.git.repos.team.host-key-algorithm`]: 'ssh-rsa',
    });
    assert.deepEqual(lines, [
      `${SERVER}.git.host-key: host-key-algorithm must be set with it`,
      `${SERVER}.git.repos.team.host-key-algorithm: host-key must be set with it`,
    ]);
  });

  it('name the option that was set, and where', async () => {
    const start = startDaemon(configDaemon, { 'spring.profiles.include': 'jdbc' });
    await assert.rejects(start, {
      code: 'OPTIONS_INVALID',
      message:
        'spring.profiles.include: this server has no backend "jdbc", only git and native (from setting spring.profiles.include)',
    });
  });

  it('are not guessed at while a value can not be read', async () => {
    const settings = { [`${SERVER}.git.timeout`]: 'soon', 'spring.profiles.active': 'vault' };
    assert.deepEqual(await refusal(settings), [
      `${SERVER}.git.timeout: "soon" is not a duration such as 500ms, 10s or PT10S`,
    ]);
  });
});

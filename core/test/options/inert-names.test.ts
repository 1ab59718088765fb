import assert from 'node:assert/strict';
import {
  bindOptions,
  defineOptions,
  environmentLayer,
  findInertNames,
  flag,
  flagLayer,
  inert,
  objects,
  objectsByName,
  optionsIn,
  renderOptions,
  settingsLayer,
} from '@vernal/core/options';

const table = defineOptions({
  fast: flag('server.fast', { default: false, description: 'Be fast' }),
  old: inert('there are no threads', ['server.max-threads', 'server.pool']),
});

describe('names that are known to mean nothing', () => {
  it('are accepted wherever they stand, with everything below them', () => {
    const layers = [
      settingsLayer({ 'server.maxThreads': 3, 'server.pool.size[0]': 'x' }),
      flagLayer(['--server.pool=1']),
    ];
    const bound = bindOptions(table, layers);
    assert.ok(bound.ok);
    assert.deepEqual({ ...bound.value }, { fast: false, old: undefined });
  });

  it('are reported as they were written, with the reason', () => {
    const layers = [
      settingsLayer({ 'server.maxThreads': 3, 'server.fast': 'true' }),
      environmentLayer({ SERVER_POOL_SIZE: '4', PATH: '/bin' }),
    ];
    assert.deepEqual(findInertNames(optionsIn(table), layers), [
      { names: ['server.maxThreads', 'SERVER_POOL_SIZE'], because: 'there are no threads' },
    ]);
    assert.deepEqual(findInertNames(optionsIn(table), []), []);
  });

  it('are reported inside of objects, too', () => {
    const unused = { old: inert('there are no threads', ['threads']) };
    const nested = defineOptions({
      pools: objects(
        'pools',
        { ...unused, teams: objectsByName('teams', unused, { description: '' }) },
        { description: '' },
      ),
    });
    const names = ['pools[0].threads', 'pools[1].teams.red.threads.max'];
    const layers = [settingsLayer(Object.fromEntries(names.map((name) => [name, 1])))];
    assert.deepEqual(findInertNames(optionsIn(nested), layers), [
      { names, because: 'there are no threads' },
    ]);
  });

  it('are not offered in the help', () => {
    assert.match(renderOptions(table), /server\.fast/);
    assert.doesNotMatch(renderOptions(table), /threads/);
  });
});

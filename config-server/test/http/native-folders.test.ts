import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { silentLogger } from '@vernal/core';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { configDaemon } from '../../src/index.ts';
import type { Settings } from './start-config-server.ts';

const NATIVE = 'spring.cloud.config.server.native';

describe('plain folders', () => {
  let folder: string;
  let daemon: RunningDaemon | undefined;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-folders-'));
    for (const path of [
      'config/application.yml',
      'config/master/application.yml',
      'config/rel1/application.yml',
      'config/billing/application.yml',
      'config/dev/application.yml',
      'more/application.yml',
      'outside/application.yml',
    ]) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), `from: ${path}\n`);
    }
    await writeFile(join(folder, 'config', 'f.txt'), 'text');
    await symlink('../outside', join(folder, 'config', 'link'));
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(async () => {
    await daemon?.stop();
    daemon = undefined;
  });

  /** Starts a server on locations below the folder. */
  async function serve(locations: readonly string[], settings: Settings = {}): Promise<void> {
    const searchLocations = locations.map((path) => `file:${folder}/${path}`).join(',');
    const all = {
      'server.port': 0,
      'vernal.data-dir': join(folder, 'data'),
      'spring.profiles.active': 'native',
      [`${NATIVE}.search-locations`]: searchLocations,
      ...settings,
    };
    daemon = await startDaemon(configDaemon, all, { logger: silentLogger });
  }

  const get = (path: string) => {
    assert.ok(daemon);
    return request(daemon.listener).get(path);
  };

  /** Paths below the folder that an environment was read from, strongest first. */
  async function read(path: string): Promise<string[]> {
    const { text } = await get(path).expect(200);
    const { propertySources } = JSON.parse(text) as { propertySources: { name: string }[] };
    return propertySources.map(({ name }) => name.replace(`file:${folder}/`, ''));
  }

  it('are searched in order, the last strongest, and the folder of the label in each', async () => {
    await serve(['config', 'more']);
    const [config, more] = ['config/application.yml', 'more/application.yml'];
    assert.deepEqual(await read('/x/default'), ['config/master/application.yml', more, config]);
    assert.deepEqual(await read('/x/default/rel1'), ['config/rel1/application.yml', more, config]);
    assert.deepEqual(await read('/x/default/unknown'), [more, config]);
  });

  it('may be named by application, profile and label, which have no folders of labels then', async () => {
    await serve(['config', 'config/{application}', 'config/{profile}', 'config/{label}'], {
      [`${NATIVE}.add-label-locations`]: false,
      [`${NATIVE}.default-label`]: 'rel1',
    });
    const below = (...names: string[]) => names.map((name) => `config/${name}application.yml`);
    assert.deepEqual(await read('/billing/dev'), below('rel1/', 'dev/', 'billing/', ''));
    assert.deepEqual(await read('/billing/x/master'), below('master/', 'billing/', ''));
    assert.deepEqual(await read('/outside/default/none'), below(''));
  });

  it('have the version of the options, or none', async () => {
    await serve(['more'], { [`${NATIVE}.version`]: '2024-11' });
    assert.equal((await get('/x/default').expect(200)).body.version, '2024-11');
    await daemon?.stop();
    await serve(['more']);
    assert.equal((await get('/x/default').expect(200)).body.version, null);
  });

  it('are never left, by links or by names', async () => {
    await serve(['config', 'config/{application}', 'config/{label}']);
    for (const path of ['/link/default', '/x/default/link', '/x/default/..(_)outside']) {
      const { text } = await get(path);
      assert.doesNotMatch(text, /outside\/application/, path);
    }
    for (const path of ['link/application.yml', '../outside/application.yml', '%2e%2e/more']) {
      await get(`/x/default/master/${path}`).expect(404);
    }
  });

  it('have files that are sent again only when they were saved later', async () => {
    await serve(['config']);
    const path = '/x/default/master/f.txt';
    const modified = String((await get(path).expect(200, 'text')).headers['last-modified']);
    await get(path).set('If-Modified-Since', modified).expect(304);
    await writeFile(join(folder, 'config', 'f.txt'), 'newer');
    await get(path).expect(200, 'newer');
  });

  it('must be named: those that Spring takes hold the options of the server itself', async () => {
    for (const settings of [{ [`${NATIVE}.search-locations`]: 'classpath:/config' }, undefined]) {
      const refused = serve([], settings ?? {});
      await assert.rejects(refused, { code: 'OPTIONS_INVALID', message: /search-locations/ });
    }
  });
});

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { silentLogger } from '@vernal/core';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { configDaemon } from '../../src/index.ts';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';

const SERVER = 'spring.cloud.config.server';

interface Answer {
  readonly version: string | null;
  readonly state: string | null;
  readonly propertySources: readonly { readonly name: string; readonly source: object }[];
}

describe('the backends of the config server', () => {
  let shared: GitFixture;
  let team: GitFixture;
  let folder: string;
  let daemon: RunningDaemon | undefined;

  before(async () => {
    [shared, team] = await Promise.all([createGitFixture(), createGitFixture()]);
    await shared.push({ 'application.yml': 'from: shared\n', 'f.txt': 'shared file\n' });
    await team.push({ 'application.yml': 'from: team\n', 'sub/application.yml': 'sub: 1\n' });
    await team.push({ 'application.yml': 'from: release\n' }, 'release');
    folder = join(shared.folder, 'native');
    await mkdir(join(folder, 'rel1'), { recursive: true });
    await writeFile(join(folder, 'application.yml'), 'from: folder\nn: 1\n');
    await writeFile(join(folder, 'rel1', 'application.yml'), 'from: rel1\n');
    await writeFile(join(folder, 'only.txt'), 'in the folder\n');
  });
  afterEach(async () => {
    await daemon?.stop();
    daemon = undefined;
  });
  after(() => Promise.all([shared.remove(), team.remove()]));

  async function start(settings: Readonly<Record<string, string | boolean>>): Promise<void> {
    const all = {
      'server.port': 0,
      'vernal.data-dir': join(shared.folder, 'data'),
      ...settings,
    };
    daemon = await startDaemon(configDaemon, all, { logger: silentLogger });
  }

  const get = (path: string) => {
    assert.ok(daemon);
    return request(daemon.listener).get(path);
  };

  async function environment(path: string): Promise<Answer> {
    const { text } = await get(path).expect(200);
    return JSON.parse(text) as Answer;
  }

  async function sources(path: string): Promise<object[]> {
    return (await environment(path)).propertySources.map(({ source }) => source);
  }

  describe('by pattern', () => {
    const repos = `${SERVER}.git.repos`;

    it('serve each team from its own repository, all others from the shared one [config 111]', async () => {
      await start({
        [`${SERVER}.git.uri`]: shared.uri,
        [`${repos}.special.uri`]: team.uri,
        [`${repos}.special.pattern`]: 'special*/dev*',
        [`${repos}[local*]`]: team.uri,
        [`${repos}.staged.uri`]: team.uri,
        [`${repos}.staged.pattern[0]`]: '*/staging',
      });
      for (const path of ['/special1/dev', '/local1/x,y', '/any/staging', '/any/staging,cloud']) {
        assert.deepEqual(await sources(path), [{ from: 'team' }], path);
      }
      for (const path of ['/special1/prod', '/any/cloud,staging', '/other/default']) {
        assert.deepEqual(await sources(path), [{ from: 'shared' }], path);
      }
    });

    it('have labels and search paths of their own', async () => {
      await start({
        [`${SERVER}.git.uri`]: shared.uri,
        [`${repos}.orders.uri`]: team.uri,
        [`${repos}.orders.default-label`]: 'release',
        [`${repos}.orders.search-paths`]: 'sub',
      });
      assert.deepEqual(await sources('/orders/dev'), [{ sub: 1 }, { from: 'release' }]);
      assert.deepEqual(await sources('/orders/dev/main'), [{ sub: 1 }, { from: 'team' }]);
    });

    it('never serve the shared repository in place of one that can not be read', async () => {
      const settings = {
        [`${SERVER}.git.uri`]: shared.uri,
        [`${repos}.orders.uri`]: `file://${shared.folder}/missing.git`,
      };
      await start(settings);
      await get('/orders/dev').expect(404);
      await get('/billing/dev').expect(200);
      await get('/actuator/health').expect(200);
      await daemon?.stop();
      await start({ ...settings, 'vernal.config.hold-broken': false });
      assert.deepEqual(await sources('/orders/dev'), [{ from: 'shared' }]);
    });
  });

  describe('by placeholder', () => {
    it('are the repositories that the name leads to, slashes and all [config 112]', async () => {
      const bare = join(shared.folder, 'config.git');
      await shared.git('clone', '-q', '--bare', bare, join(shared.folder, 'org', 'app.git'));
      await start({ [`${SERVER}.git.uri`]: `file://${shared.folder}/{application}.git` });
      const { propertySources } = await environment('/org(_)app/default');
      assert.equal(propertySources[0]?.name, `file://${shared.folder}/org/app.git/application.yml`);
      await get('/nobody/default').expect(404);
      await get('/org(_)app/default/main/f.txt').expect(200, 'shared file\n');
      await daemon?.stop();
      await start({ [`${SERVER}.git.uri`]: 'http://{application}:1/config.git' });
      await get('/127.0.0.1/default').expect(404);
    });
  });

  describe('of a composite', () => {
    const composite = () => ({
      'spring.profiles.active': 'composite',
      [`${SERVER}.composite[0].type`]: 'git',
      [`${SERVER}.composite[0].uri`]: team.uri,
      [`${SERVER}.composite[1].type`]: 'git',
      [`${SERVER}.composite[1].uri`]: shared.uri,
      [`${SERVER}.composite[2].type`]: 'native',
      [`${SERVER}.composite[2].search-locations`]: `file:${folder}`,
    });

    it('are all served, the first strongest, without a version [config 34]', async () => {
      await start(composite());
      const { version, state, propertySources } = await environment('/orders/dev');
      assert.deepEqual([version, state], [null, null]);
      assert.deepEqual(
        propertySources.map(({ name }) => name),
        [team.uri, shared.uri, `file:${folder}`].map((uri) => `${uri}/application.yml`),
      );
      await get('/orders/dev/main/f.txt').expect(200, 'shared file\n');
      await get('/orders/dev/main/only.txt').expect(200, 'in the folder\n');
    });

    it('fail when one of them does, unless the others shall answer alone [config 35]', async () => {
      await start(composite());
      await get('/orders/dev/release').expect(404);
      await daemon?.stop();
      await start({ ...composite(), [`${SERVER}.fail-on-composite-error`]: false });
      assert.deepEqual(await sources('/orders/dev/release'), [
        { from: 'release' },
        { from: 'folder', n: 1 },
      ]);
    });
  });

  it('serve plain folders with the version of the options, labels as folders', async () => {
    await start({
      'spring.profiles.active': 'native',
      [`${SERVER}.native.search-locations`]: `file:${folder}`,
      [`${SERVER}.native.version`]: 'v-77',
    });
    const { version, state } = await environment('/orders/dev');
    assert.deepEqual([version, state], ['v-77', null]);
    assert.deepEqual(await sources('/orders/dev/rel1'), [
      { from: 'rel1' },
      { from: 'folder', n: 1 },
    ]);
    await writeFile(join(folder, 'live.yml'), 'rate: 1\n');
    assert.deepEqual((await sources('/live/dev'))[0], { rate: 1 });
  });

  it('leave labels out that do not exist, when told so [config 22]', async () => {
    await start({ [`${SERVER}.git.uri`]: shared.uri });
    await get('/orders/dev/main,nope').expect(404);
    await daemon?.stop();
    const lenient = `${SERVER}.git.continue-on-multiple-label-failure`;
    await start({ [`${SERVER}.git.uri`]: shared.uri, [lenient]: true });
    assert.deepEqual(await sources('/orders/dev/main,nope'), [{ from: 'shared' }]);
    const { version, propertySources } = await environment('/orders/dev/no,nope');
    assert.deepEqual([version, propertySources], ['', []]);
  });

  it('are named when this server does not have them, or lacks what they need', async () => {
    const refusals = [
      [{ 'spring.profiles.active': 'vault' }, /"vault"/],
      [{ 'spring.profiles.active': 'native' }, /native\.search-locations: is missing/],
      [{}, /git\.uri: is missing/],
      [{ [`${SERVER}.git.uri`]: '.', [`${SERVER}.git.repos.a.pattern`]: 'a' }, /repos\.a\.uri/],
    ] as const;
    for (const [settings, message] of refusals) {
      await assert.rejects(start(settings), { code: 'OPTIONS_INVALID', message });
    }
  });
});

import assert from 'node:assert/strict';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bindTable,
  findInertNames,
  findUnknownNames,
  namedLayer,
  optionsIn,
  stackLayers,
} from '@vernal/core/options';
import { RecordingLogger } from '@vernal/core/testing';
import { daemonOptions, readLayers, startDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { configDaemon } from '../../src/index.ts';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { goldenFile } from '../golden-file.ts';
import { DEPLOYMENTS, type Deployment, REFUSED } from './deployments.ts';
import { SPRING_NAMES } from './spring-names.ts';

const table = { ...daemonOptions(configDaemon.defaultPort), ...configDaemon.options };

describe('the options of a config server that somebody runs today', () => {
  let fixture: GitFixture;
  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'application.yml': 'a: 1\n' });
    await mkdir(join(fixture.folder, 'files'));
    await writeFile(join(fixture.folder, 'files', 'application.yml'), 'a: 1\n');
    const store = 'test-keystore.p12';
    await copyFile(goldenFile('files', store), join(fixture.folder, store));
  });
  after(() => fixture.remove());

  async function layersOf({ yaml, environment = {} }: Deployment) {
    const here = (text: string) => text.replaceAll('FOLDER', fixture.folder);
    await writeFile(join(fixture.folder, 'application.yml'), here(yaml));
    const variables = Object.entries(environment).map(([name, value]) => [name, here(value)]);
    const read = await readLayers({
      argv: [],
      environment: Object.fromEntries(variables),
      workingFolder: fixture.folder,
    });
    assert.deepEqual(read.problems, []);
    return read.layers;
  }

  async function start(deployment: Deployment) {
    const layers = await layersOf(deployment);
    const settings = { 'server.port': 0, 'vernal.data-dir': join(fixture.folder, 'data') };
    return startDaemon(configDaemon, settings, { layers, logger: new RecordingLogger() });
  }

  for (const deployment of DEPLOYMENTS) {
    const { title, means = {}, inert = [] } = deployment;

    it(`mean the same here, or are told of: ${title}`, async () => {
      const layers = await layersOf(deployment);
      const bound = bindTable(table, stackLayers(layers));
      assert.ok(bound.ok, JSON.stringify(bound));
      const values: Readonly<Record<string, unknown>> = { ...bound.value };
      for (const [option, value] of Object.entries(means)) {
        assert.deepEqual(values[option], value, option);
      }
      const { problems, ignored } = findUnknownNames(optionsIn(table), layers);
      assert.deepEqual(problems, []);
      const own = /^(?:spring\.cloud\.config|encrypt|spring\.profiles|eureka)\./;
      assert.deepEqual(
        ignored.filter(({ name }) => own.test(name)),
        [],
      );
      const found = findInertNames(optionsIn(table), layers).flatMap(({ names }) => names);
      assert.deepEqual(found.toSorted(), [...inert].toSorted());
    });

    it(`start the server: ${title}`, async () => {
      const daemon = await start(deployment);
      await request(daemon.listener).get('/actuator/health').expect('content-type', /json/);
      await daemon.stop();
    });
  }

  for (const deployment of REFUSED) {
    it(`end the server with code 2 when it has not got ${deployment.title}`, async () => {
      const message = deployment.refusedFor ?? /./;
      await assert.rejects(start(deployment), { code: 'OPTIONS_INVALID', message });
    });
  }
});

describe('the table of all options', () => {
  it('knows every name that Spring’s config server has', () => {
    const entries = SPRING_NAMES.map((name) => ({ name, value: '1', origin: 'a file' }));
    const { problems, ignored } = findUnknownNames(optionsIn(table), [namedLayer('file', entries)]);
    assert.deepEqual([problems, ignored], [[], []]);
  });
});

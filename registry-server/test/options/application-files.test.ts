import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bindTable,
  findInertNames,
  findUnknownNames,
  namedLayer,
  optionsIn,
  stackLayers,
} from '@vernal/core/options';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import { daemonOptions, readLayers, startDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { registryDaemon } from '../../src/index.ts';
import { useTemporaryFolder } from '../temporary-folder.ts';
import type { Deployment } from './deployment.ts';
import { EUREKA_NAMES } from './eureka-names.ts';
import { LARGE_DEPLOYMENTS } from './large-deployments.ts';
import { SMALL_DEPLOYMENTS } from './small-deployments.ts';

const table = { ...daemonOptions(registryDaemon.defaultPort), ...registryDaemon.options };

describe('the options of a Eureka server that somebody runs today', () => {
  const folder = useTemporaryFolder();

  async function layersOf({ files, environment = {}, argv = [] }: Deployment) {
    await mkdir(folder.path, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder.path, name), text);
    }
    const read = await readLayers({ argv, environment, workingFolder: folder.path });
    assert.deepEqual(read.problems, []);
    return read.layers;
  }

  for (const deployment of [...SMALL_DEPLOYMENTS, ...LARGE_DEPLOYMENTS]) {
    const { title, means, inert, ignored } = deployment;

    it(`mean the same here: ${title}`, async () => {
      const layers = await layersOf(deployment);
      const bound = bindTable(table, stackLayers(layers));
      assert.ok(bound.ok, JSON.stringify(bound));
      const values: Readonly<Record<string, unknown>> = { ...bound.value };
      for (const [option, value] of Object.entries(means)) {
        assert.deepEqual(values[option], value, option);
      }
    });

    it(`are all known or told of: ${title}`, async () => {
      const layers = await layersOf(deployment);
      const unknown = findUnknownNames(optionsIn(table), layers);
      assert.deepEqual(unknown.problems, []);
      if (ignored !== undefined) {
        assert.deepEqual(
          unknown.ignored.map(({ name }) => name),
          ignored,
        );
      }
      const found = findInertNames(optionsIn(table), layers).flatMap(({ names }) => names);
      if (inert !== undefined) assert.deepEqual(found.toSorted(), [...inert].toSorted());
    });

    it(`start the registry: ${title}`, async () => {
      const layers = await layersOf(deployment);
      const time = new ManualTime();
      const settings = { 'server.port': 0, 'vernal.data-dir': join(folder.path, 'data') };
      const overrides = { layers, clock: time, timers: time, logger: new RecordingLogger() };
      const daemon = await startDaemon(registryDaemon, settings, overrides);
      await request(daemon.listener).get('/actuator/health').expect('content-type', /json/);
      await daemon.stop();
      assert.equal(time.pending, 0);
    });
  }
});

describe('the table of all options', () => {
  it('knows every name that Eureka servers have', () => {
    const layer = namedLayer(
      'file',
      EUREKA_NAMES.map((name) => ({ name, value: '1', origin: 'a file' })),
    );
    assert.deepEqual(findUnknownNames(optionsIn(table), [layer]).ignored, []);
  });

  it('declares every name once', () => {
    const names = optionsIn(table).flatMap(({ name, aliases }) => [name, ...aliases]);
    const uniform = names.map((name) => name.toLowerCase().replace(/[^a-z0-9.]/g, ''));
    const twice = uniform.filter((name, index) => uniform.indexOf(name) !== index);
    assert.deepEqual(twice, []);
  });
});

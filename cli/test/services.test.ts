import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@vernal/core';
import { registryDaemon } from '@vernal/registry-server';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import supertest from 'supertest';
import { run } from './cli-run.ts';

describe('vernal services', () => {
  let folder: string;
  let registry: RunningDaemon;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-cli-'));
    registry = await startDaemon(
      registryDaemon,
      { 'server.port': 0, 'vernal.data-dir': folder },
      { logger: silentLogger },
    );
    await supertest(registry.listener)
      .post('/eureka/apps/CATALOG')
      .send({
        instance: {
          instanceId: 'shop-1:catalog:4001',
          app: 'CATALOG',
          hostName: 'shop-1',
          ipAddr: '127.0.0.1',
          status: 'UP',
          port: { $: 4001, '@enabled': 'true' },
          dataCenterInfo: {
            '@class': 'com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo',
            name: 'MyOwn',
          },
          metadata: { zone: 'a' },
        },
      })
      .expect(204);
  });

  after(async () => {
    await registry.stop();
    await rm(folder, { recursive: true });
  });

  it('lists every instance with status and address', async () => {
    const { out, code } = await run(['services', '--registry', `${registry.url}/eureka`]);
    assert.equal(
      out,
      [
        'APPLICATION  INSTANCE             STATUS  ADDRESS',
        'CATALOG      shop-1:catalog:4001  UP      http://shop-1:4001',
        '',
      ].join('\n'),
    );
    assert.equal(code, 0);
  });

  it('prints JSON for programs', async () => {
    const { out } = await run(['services', '--json', '--registry', `${registry.url}/eureka`]);
    assert.deepEqual(JSON.parse(out), [
      {
        application: 'CATALOG',
        instanceId: 'shop-1:catalog:4001',
        status: 'UP',
        address: 'http://shop-1:4001',
        metadata: { zone: 'a' },
      },
    ]);
  });

  for (const url of ['http://127.0.0.1:1/eureka', 'no-url']) {
    it(`fails in one line when there is no registry at ${url}`, async () => {
      const { out, problem, code } = await run(['services', '--registry', url]);
      assert.equal(out, '');
      assert.match(problem, /^vernal: .+\n$/);
      assert.equal(code, 1);
    });
  }
});

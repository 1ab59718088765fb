import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { busDaemon } from '@vernal/bus-broker';
import { createClient } from '@vernal/client';
import { configDaemon } from '@vernal/config-server';
import { silentLogger } from '@vernal/core';
import { freePort } from '@vernal/core/testing';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import { inTemporaryFolder } from '../src/golden/temporary-folder.ts';
import { git } from '../src/system/git.ts';

const run = promisify(execFile);

const tax = { type: 'number', maximum: 30 };
const JSON_SCHEMA = { properties: { pricing: { properties: { tax }, required: ['tax'] } } };

/** A schema as libraries offer it, here one that takes everything: the push has to be refused, not the value. */
const schema = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value: unknown) => ({ value }),
    jsonSchema: { input: () => JSON_SCHEMA, output: () => JSON_SCHEMA },
  },
} as const;

interface Hosted {
  readonly config: RunningDaemon;
  readonly busUrl: string;
  /** Pushes `orders.yml`; what Git says when it is refused, empty when it is accepted. */
  push(text: string): Promise<string>;
}

/** A broker, and a config server that hosts what it serves. */
async function withHost(test: (hosted: Hosted) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const mqttPort = await freePort();
    const busUrl = `mqtt://127.0.0.1:${mqttPort}`;
    const shared = { 'server.port': 0, 'vernal.data-dir': folder };
    const logger = { logger: silentLogger };
    const bus = await startDaemon(busDaemon, { ...shared, 'vernal.bus.port': mqttPort }, logger);
    const config = await startDaemon(
      configDaemon,
      {
        ...shared,
        'vernal.bus.url': busUrl,
        'vernal.git.enabled': true,
        'spring.cloud.config.server.git.uri': 'hosted:config',
      },
      logger,
    );
    const clone = join(folder, 'clone');
    await mkdir(clone);
    await git(clone, ['init', '-q', '-b', 'main']);
    await git(clone, ['remote', 'add', 'origin', `${config.url}/git/config.git`]);
    async function push(text: string): Promise<string> {
      await writeFile(join(clone, 'orders.yml'), text);
      await git(clone, ['commit', '-q', '--allow-empty', '-a', '-m', 'change']);
      try {
        await run('git', ['push', '-q', 'origin', 'main'], { cwd: clone });
        return '';
      } catch (error) {
        await git(clone, ['reset', '-q', '--hard', 'HEAD~1']);
        return String(Object(error).stderr);
      }
    }
    await writeFile(join(clone, 'orders.yml'), 'pricing.tax: 7\n');
    await git(clone, ['add', '-A']);
    try {
      assert.equal(await push('pricing.tax: 7\n'), '');
      await test({ config, busUrl, push });
    } finally {
      await config.stop();
      await bus.stop();
    }
  });
}

function createOrders({ config, busUrl }: Hosted) {
  return createClient({
    app: 'orders',
    registry: false,
    bus: { url: busUrl },
    config: { url: config.url, schema, cacheDir: false, env: {} },
  });
}

/** Pushes until the answer is as awaited: schemas are on their way for a moment. */
async function pushUntil({ push }: Hosted, text: string, awaited: RegExp): Promise<string> {
  for (let round = 0; ; round++) {
    const said = await push(`${text}# ${round}\n`);
    if (awaited.test(said) || round === 100) return said;
    if (said === '') await push('pricing.tax: 7\n');
    await pause(20);
  }
}

describe('a push that a running service could not run with', () => {
  it('is refused with file, line and reason, until the service has ended', async () => {
    await withHost(async (hosted) => {
      const orders = createOrders(hosted);
      await orders.start();
      try {
        const said = await pushUntil(hosted, 'pricing:\n  tax: 50\n', /./);
        assert.match(said, /remote: orders\.yml:2:8 {2}error {2}pricing\.tax must be <= 30/);
        assert.equal(await hosted.push('pricing:\n  tax: "8"\n'), '');
      } finally {
        await orders.close();
      }
      assert.equal(await pushUntil(hosted, 'pricing:\n  tax: 51\n', /^$/), '');
    });
  }).timeout(60_000);
});

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, systemClock, systemTimers } from '@vernal/core';
import { settle } from '@vernal/core/testing';
import { NativeRepository } from '../../src/adapters/native/native-repository.ts';
import { createSurroundings, startListener, startServer } from './rollout-rig.ts';

/** The default of `monitor.fixed-delay`. */
const POLL_INTERVAL_MS = 5_000;

describe('a file that is saved in a native folder', () => {
  it('is told to the application that reads it; what editors keep is not [config 120]', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vernal-native-'));
    const write = (name: string, content: string) => writeFile(join(folder, name), content);
    await write('billing.yml', 'rate: 1\n');
    const repository = new NativeRepository({
      roots: [`${folder}/`],
      lookIntervalMs: POLL_INTERVAL_MS,
      clock: systemClock,
      timers: systemTimers,
      logger: silentLogger,
    });
    const surroundings = { ...createSurroundings(), repository };
    const server = await startServer(surroundings, { searchPaths: [folder] });
    const listener = await startListener(surroundings.hub);
    for (const application of ['orders', 'billing']) await server.get(application);
    const saved = new Promise<void>((resolve) => {
      repository.onChange(resolve);
    });

    await mkdir(join(folder, '.git'));
    for (const name of ['.billing.yml.swp', '.git/billing.yml', '#billing.yml#', 'billing.yml#']) {
      await write(name, 'rate: 3\n');
    }
    await repository.fetch();
    await server.sweep.runNow();
    assert.equal(listener.events.length, 0);
    await write('billing.yml', 'rate: 2\n');
    await saved;
    await server.sweep.runNow();
    await settle();

    const destinations = listener.events.map(
      (event) => event.type !== 'custom' && event.destinationService,
    );
    assert.deepEqual(destinations, ['billing:**']);
    await listener.stop();
    await server.stop();
    await rm(folder, { recursive: true });
  }).timeout(2 * POLL_INTERVAL_MS);
});

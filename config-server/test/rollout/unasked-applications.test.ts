import assert from 'node:assert/strict';
import { settle } from '@vernal/core/testing';
import { EnvironmentResolver } from '../../src/environments/environment-resolver.ts';
import { LabelResolver } from '../../src/environments/label-resolver.ts';
import { UnaskedApplications } from '../../src/rollout/unasked-applications.ts';
import { createSurroundings, startServer } from './rollout-rig.ts';

const FILES = {
  'application.yml': 'shared: 1\n',
  'orders.yml': 'rate: 1\n',
  'billing.yml': 'b: 1\n',
  'billing-prod.yml': 'b: 2\n',
};

describe('applications that never asked this server', () => {
  async function start(registered: readonly string[]) {
    const surroundings = createSurroundings();
    await surroundings.repository.push(FILES);
    const server = await startServer(surroundings);
    await server.get('orders');
    const told: string[][] = [];
    const { backends, knownKeys, time, logger } = server;
    const unasked = new UnaskedApplications({
      backends,
      knownKeys,
      logger,
      timers: time,
      labels: new LabelResolver(backends, 'fail'),
      resolver: new EnvironmentResolver({ overrides: [], logger }),
      registered: { names: () => Promise.resolve(registered) },
      announcements: {
        refresh: (names) => {
          told.push([...names].sort());
          return Promise.resolve();
        },
      },
    });
    await unasked.start();
    await settle();
    return {
      async push(files: Readonly<Record<string, string>>) {
        await surroundings.repository.push({ ...FILES, ...files });
        await unasked.lookNow();
        return told.splice(0);
      },
      async stop() {
        await unasked.stop();
        await server.stop();
      },
    };
  }

  it('are told of a change of their own files, if it changes what they read', async () => {
    const rig = await start([]);
    assert.deepEqual(await rig.push({ 'billing-prod.yml': 'b: 3\n' }), [
      ['billing', 'billing-prod'],
    ]);
    assert.deepEqual(await rig.push({ 'billing-prod.yml': 'b: 2\n# c\n', 'x.md': '' }), [
      ['billing', 'billing-prod'],
    ]);
    assert.deepEqual(await rig.push({ 'x.md': 'x' }), []);
    await rig.stop();
  });

  it('are told of a change of a shared file, by the names of files and those in the registry', async () => {
    const rig = await start(['shipping', 'orders']);
    const all = ['billing', 'billing-prod', 'shipping'];
    assert.deepEqual(await rig.push({ 'application.yml': 'shared: 2\n' }), [all]);
    await rig.stop();
  });

  it('are not told of a file that is broken, nor of what those read that asked', async () => {
    const rig = await start([]);
    assert.deepEqual(await rig.push({ 'billing.yml': 'b: [\n' }), []);
    assert.deepEqual(await rig.push({ 'orders.yml': 'rate: 2\n' }), [['billing']]);
    assert.deepEqual(await rig.push({ 'orders.yml': 'rate: 3\n' }), []);
    await rig.stop();
  });
});

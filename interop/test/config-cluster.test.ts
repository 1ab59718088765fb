import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Bus, createBus, createMqttTransport } from '@vernal/bus';
import { busDaemon } from '@vernal/bus-broker';
import { type CloudClient, createClient } from '@vernal/client';
import { configDaemon } from '@vernal/config-server';
import { silentLogger, systemClock, systemRandom, systemTimers } from '@vernal/core';
import { freePort } from '@vernal/core/testing';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import { git } from '../src/system/git.ts';
import { type ConfigProcess, startConfigProcess } from './config-process.ts';

const MAX_WAIT_MS = 8_000;
const JSON_HEADERS = { 'content-type': 'application/json' };
const PUSHED = { ...JSON_HEADERS, 'x-github-event': 'push' };

/** What the rollout view says, as far as these tests look. */
interface Rollout {
  readonly inForce: readonly { readonly application: string; readonly commit: string }[];
  readonly held: readonly { readonly problem: string }[];
  readonly pinned: readonly { readonly by: string }[];
  readonly instances: readonly { readonly commit: string; readonly state: string }[];
}

/** Waits until something holds, for as long as a busy machine may take. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const { stack } = new Error('it did not come');
  for (const deadline = Date.now() + MAX_WAIT_MS; !(await holds()); await delay(10)) {
    if (Date.now() > deadline) throw new Error(stack);
  }
}

describe('three config servers behind one address, over one remote repository', function () {
  this.timeout(20_000);
  let folder: string;
  let clone: string;
  let mqtt: string;
  let gitHost: RunningDaemon;
  let broker: RunningDaemon;
  /** The first is a process of its own, to be killed. */
  const nodes: (RunningDaemon | ConfigProcess | undefined)[] = [];
  let bus: Bus;
  let client: CloudClient<Readonly<Record<string, unknown>>>;
  /** Ids of the refresh events that went over the bus. */
  const events: string[] = [];
  let pushes = 0;

  const urlOf = (daemon: RunningDaemon | ConfigProcess | undefined) => {
    assert.ok(daemon !== undefined);
    return `http://127.0.0.1:${daemon.port}`;
  };
  const running = () => nodes.filter((node) => node !== undefined);

  /** Into the folder of the repository: pushed over HTTP a broken file would be refused. */
  async function push(content: string): Promise<string> {
    await writeFile(join(clone, 'orders.yml'), content);
    await git(clone, ['add', '-A']);
    await git(clone, ['commit', '-q', '-m', 'change'], pushes++);
    await git(clone, ['push', '-q', join(folder, 'host/config/git/config.git'), 'main']);
    return git(clone, ['rev-parse', 'HEAD']);
  }

  /** Remote checks only when somebody says so. */
  async function startNode(index: number): Promise<void> {
    const options = {
      'server.port': 0,
      'vernal.data-dir': join(folder, `node-${index}`),
      'vernal.bus.url': mqtt,
      'spring.cloud.config.server.git.uri': `${urlOf(gitHost)}/git/config.git`,
      'spring.cloud.config.server.git.refresh-rate': -1,
    };
    nodes[index] =
      index === 0
        ? await startConfigProcess(options)
        : await startDaemon(configDaemon, options, { logger: silentLogger });
  }

  async function webhook(index: number): Promise<void> {
    const response = await fetch(`${urlOf(nodes[index])}/monitor`, {
      method: 'POST',
      headers: PUSHED,
      body: JSON.stringify({ commits: [{ modified: ['orders.yml'] }] }),
    });
    assert.equal(response.status, 200);
  }

  async function command(index: number, action: string, body: object): Promise<void> {
    const response = await fetch(`${urlOf(nodes[index])}/actuator/vernal/${action}/orders`, {
      method: 'POST',
      headers: JSON_HEADERS,
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 200);
  }

  async function versionAt(node: (typeof nodes)[number]): Promise<unknown> {
    const response = await fetch(`${urlOf(node)}/orders/default`);
    const body: unknown = await response.json();
    return (body as { readonly version: unknown }).version;
  }

  async function rolloutAt(node: (typeof nodes)[number]): Promise<Rollout> {
    const response = await fetch(`${urlOf(node)}/actuator/vernal/rollout`);
    const { readers: _, ...rollout } = (await response.json()) as Rollout & { readers: unknown };
    return rollout;
  }

  const untilAllServe = (commit: string) =>
    until(async () =>
      (await Promise.all(running().map(versionAt))).every((version) => version === commit),
    );
  const untilAllSay = (holds: (rollout: Rollout) => boolean) =>
    until(async () => (await Promise.all(running().map(rolloutAt))).every(holds));

  async function assertOneRollout(): Promise<Rollout> {
    const [first, ...others] = await Promise.all(running().map(rolloutAt));
    assert.ok(first !== undefined);
    for (const other of others) assert.deepEqual(other, first);
    return first;
  }

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'vernal-cluster-')));
    clone = join(folder, 'clone');
    await git(folder, ['init', '-q', '-b', 'main', clone]);
    const hosting = { 'vernal.git.enabled': true, 'vernal.git.repositories.config': 'main' };
    gitHost = await startDaemon(
      configDaemon,
      {
        ...{ 'server.port': 0, 'vernal.data-dir': join(folder, 'host') },
        ...{ ...hosting, 'spring.cloud.config.server.git.uri': 'hosted:config' },
      },
      { logger: silentLogger },
    );
    const mqttPort = await freePort();
    mqtt = `mqtt://127.0.0.1:${mqttPort}`;
    broker = await startDaemon(
      busDaemon,
      { 'server.port': 0, 'vernal.data-dir': folder, 'vernal.bus.port': mqttPort },
      { logger: silentLogger },
    );
    await push('size: 0\n');
    for (const index of [0, 1, 2]) await startNode(index);
    const transport = createMqttTransport({
      ...{ url: mqtt, clientId: 'listener', logger: silentLogger },
      ...{ random: systemRandom, timers: systemTimers },
    });
    const identity = { busId: 'orders:0:listener', clock: systemClock, logger: silentLogger };
    bus = createBus({ transport, ...identity });
    // Every message, those that are no news to a participant included.
    transport.subscribe('springCloudBus', ({ payload }) => {
      const event: unknown = JSON.parse(new TextDecoder().decode(payload));
      events.push((event as { readonly id: string }).id);
    });
    await bus.start();
    client = createClient({
      app: 'orders',
      config: { url: urlOf(nodes[2]), cacheDir: false, env: {}, refreshJitterMs: 10 },
      bus: { url: mqtt },
    });
    await client.start();
    await untilAllSay(({ instances }) => instances.length === 1);
  });
  after(async () => {
    await client.close();
    await bus.stop();
    for (const daemon of [...running(), broker, gitHost]) await daemon.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  beforeEach(() => {
    events.length = 0;
  });

  it('all serve a new commit that a webhook told one of, and tell of it once', async () => {
    const commit = await push('size: 1\n');
    await webhook(0);
    await untilAllServe(commit);
    await until(() => client.config.version === commit);
    await untilAllSay(({ instances }) => instances.some((one) => one.commit === commit));
    assert.equal(new Set(events).size, 1, 'one change, one event id');
    const { instances, inForce } = await assertOneRollout();
    assert.deepEqual(
      instances.map(({ state }) => state),
      ['current'],
    );
    assert.equal(inForce[0]?.commit, commit);
  });

  it('hold a broken commit that one was told of on all', async () => {
    const good = await versionAt(nodes[0]);
    await push('size: [\n');
    await webhook(1);
    await untilAllSay(({ held }) => held.length === 1);
    for (const node of running()) assert.equal(await versionAt(node), good);
    await assertOneRollout();
    assert.deepEqual(events, []);
    const repaired = await push('size: 2\n');
    await webhook(1);
    await untilAllServe(repaired);
    await untilAllSay(({ held }) => held.length === 0);
  });

  it('keep a pin that was set on one on all, and release it on all', async () => {
    const [pinned, newest] = [await git(clone, ['rev-parse', 'HEAD~2']), await push('size: 3\n')];
    await command(0, 'pin', { commit: pinned, reason: 'rates are wrong' });
    await untilAllServe(pinned);
    await webhook(1);
    await until(() => client.config.version === pinned);
    await untilAllSay(({ pinned: pins }) => pins.length === 1);
    await untilAllServe(pinned);
    await command(2, 'release', {});
    await untilAllServe(newest);
    await untilAllSay(({ pinned: pins }) => pins.length === 0);
    await until(() => client.config.version === newest);
  });

  it('go on when one of them is killed, which says the same as the others when it is back', async () => {
    await nodes[0]?.stop();
    nodes[0] = undefined;
    await command(1, 'hold', { reason: 'freeze' });
    const frozen = await versionAt(nodes[1]);
    await push('size: 4\n');
    await webhook(1);
    await untilAllServe(String(frozen));
    await command(1, 'release', {});
    const commit = await push('size: 5\n');
    await webhook(1);
    await untilAllServe(commit);
    await until(() => client.config.version === commit);
    await command(2, 'hold', {});
    await startNode(0);
    await untilAllServe(commit);
    await untilAllSay(({ pinned, instances }) => pinned.length + instances.length === 2);
    await untilAllSay(({ instances }) => instances[0]?.commit === commit);
    await assertOneRollout();
  });
});

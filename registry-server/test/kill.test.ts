import assert from 'node:assert/strict';
import { silentLogger } from '@vernal/core';
import { startDaemon } from '@vernal/server-kit';
import { registryDaemon } from '../src/index.ts';
import { registrationOf } from './http/running-registry.ts';
import { type RegistryProcess, startRegistryProcess } from './registry-process.ts';
import { useTemporaryFolder } from './temporary-folder.ts';

/** Registers one instance after the other until the registry is gone; gives the ids that were acknowledged. */
async function registerUntilGone(url: string, sender: number): Promise<string[]> {
  const acknowledged: string[] = [];
  for (;;) {
    const instanceId = `n${sender}-${acknowledged.length}`;
    const answer = await fetch(`${url}/eureka/apps/ORDERS`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(registrationOf({ instanceId })),
    }).catch(() => undefined);
    if (answer?.status !== 204) return acknowledged;
    acknowledged.push(instanceId);
  }
}

async function idsAfterRestart(folder: string): Promise<Set<string>> {
  const settings = { 'server.port': 0, 'vernal.data-dir': folder };
  const daemon = await startDaemon(registryDaemon, settings, { logger: silentLogger });
  try {
    const headers = { accept: 'application/json' };
    const answer = await fetch(`${daemon.url}/eureka/apps/ORDERS`, { headers });
    const { application } = (await answer.json()) as {
      application: { instance: { instanceId: string }[] };
    };
    return new Set(application.instance.map(({ instanceId }) => instanceId));
  } finally {
    await daemon.stop();
  }
}

describe('a registry that is killed under load', () => {
  const folder = useTemporaryFolder();
  let running: RegistryProcess | undefined;

  afterEach(() => running?.kill());

  it('lists everything it had acknowledged when it is back', async () => {
    running = await startRegistryProcess(folder.path);
    const { url } = running;
    const senders = Array.from({ length: 8 }, (_, sender) => registerUntilGone(url, sender));
    await registerOnce(url);
    await running.kill();
    const acknowledged = (await Promise.all(senders)).flat();
    const listed = await idsAfterRestart(folder.path);
    assert.ok(listed.has('last') && acknowledged.length > 0);
    assert.deepEqual(
      acknowledged.filter((id) => !listed.has(id)),
      [],
    );
  });

  async function registerOnce(url: string): Promise<void> {
    const body = JSON.stringify(registrationOf({ instanceId: 'last' }));
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/eureka/apps/ORDERS`, { method: 'POST', headers, body });
    assert.equal(answer.status, 204);
  }
});

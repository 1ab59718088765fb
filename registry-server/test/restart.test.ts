import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { registrationOf } from './http/running-registry.ts';
import { eventually } from './peers/running-cluster.ts';
import { type RegistryProcess, startRegistryProcess } from './registry-process.ts';
import { useTemporaryFolder } from './temporary-folder.ts';

const CLIENTS = 100;
const JSON_BODY = { 'content-type': 'application/json' };

/** An instance that sends heartbeats one after the other until it is told to end. */
class RenewingInstance {
  /** What its heartbeats were answered since somebody last asked. */
  readonly #answers: number[] = [];
  #isOver = false;

  async renew(url: string, instanceId: string): Promise<void> {
    const address = `${url}/eureka/apps/ORDERS/${instanceId}`;
    while (!this.#isOver) {
      const answer = await fetch(address, { method: 'PUT' }).catch(() => undefined);
      if (answer !== undefined) this.#answers.push(answer.status);
      await pause(50);
    }
  }

  get isAnswered(): boolean {
    return this.#answers.includes(200);
  }

  takeAnswers(): readonly number[] {
    return this.#answers.splice(0);
  }

  end(): void {
    this.#isOver = true;
  }
}

function allAreAnswered(clients: readonly RenewingInstance[]): Promise<unknown> {
  return eventually(
    () => Promise.resolve(clients),
    (all) => all.every(({ isAnswered }) => isAnswered),
  );
}

describe('a registry that is killed and started again under its clients', () => {
  const folder = useTemporaryFolder();
  const ids = Array.from({ length: CLIENTS }, (_, n) => `n${n}`);
  let running: RegistryProcess | undefined;

  afterEach(() => running?.kill());

  async function register(url: string, instanceId: string): Promise<void> {
    const body = JSON.stringify(registrationOf({ instanceId }));
    const answer = await fetch(`${url}/eureka/apps/ORDERS`, {
      method: 'POST',
      headers: JSON_BODY,
      body,
    });
    assert.equal(answer.status, 204);
  }

  async function overrideStatus(url: string, instanceId: string): Promise<void> {
    const path = `/eureka/apps/ORDERS/${instanceId}/status?value=OUT_OF_SERVICE`;
    assert.equal((await fetch(`${url}${path}`, { method: 'PUT' })).status, 200);
  }

  async function statusOf(url: string, instanceId: string): Promise<unknown> {
    const headers = { accept: 'application/json' };
    const answer = await fetch(`${url}/eureka/apps/ORDERS/${instanceId}`, { headers });
    const { instance } = (await answer.json()) as { instance: { status: string } };
    return instance.status;
  }

  it('knows every one of them: no heartbeat is answered with 404, nobody registers again', async () => {
    running = await startRegistryProcess(folder.path);
    const { url, port } = running;
    await Promise.all(ids.map((id) => register(url, id)));
    await overrideStatus(url, 'n7');
    const clients = ids.map(() => new RenewingInstance());
    const renewals = clients.map((client, n) => client.renew(url, `n${n}`));
    await allAreAnswered(clients);
    await running.kill();
    const before = clients.flatMap((client) => client.takeAnswers());
    running = await startRegistryProcess(folder.path, port);
    await allAreAnswered(clients);
    for (const client of clients) client.end();
    await Promise.all(renewals);
    const after = clients.flatMap((client) => client.takeAnswers());
    assert.deepEqual(new Set(before), new Set([200]));
    // 503 is said while it reads what it kept: clients just renew again then.
    assert.deepEqual(new Set(after.filter((status) => status !== 503)), new Set([200]));
    assert.equal(await statusOf(url, 'n7'), 'OUT_OF_SERVICE');
  });

  it('refuses to start a second time on the same data, with exit code 1 and a clear line', async () => {
    running = await startRegistryProcess(folder.path);
    const second = startRegistryProcess(folder.path);
    await assert.rejects(
      second,
      /ended with 1: vernal-registry: another process works on .*registry; /,
    );
  });
});

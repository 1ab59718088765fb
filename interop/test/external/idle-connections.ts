import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asProcess } from '../../src/golden/daemon-process-server.ts';

const WANTED = 20_000;
/** Files that each of the two processes needs beside its end of the connections. */
const RESERVE = 250;
const AT_ONCE = 500;
const HEARTBEATS = 2_000;

const INSTANCE = {
  instanceId: 'n1',
  hostName: 'n1',
  app: 'ORDERS',
  ipAddr: '10.0.0.1',
  dataCenterInfo: { name: 'MyOwn' },
};

/** How many files the system lets this process open, and so the daemon that it starts. */
function openFilesLimit(): number {
  const report: unknown = process.report.getReport();
  const limits = (report as { userLimits?: { open_files?: { soft?: unknown } } }).userLimits;
  const soft = limits?.open_files?.soft;
  return typeof soft === 'number' ? soft : Number.POSITIVE_INFINITY;
}

async function openIdle(port: number, count: number): Promise<readonly Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - sockets.length) }, () =>
      connect(port, '127.0.0.1').on('error', () => undefined),
    );
    await Promise.all(some.map((socket) => once(socket, 'connect')));
    sockets.push(...some);
  }
  return sockets;
}

function renew(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${url}/eureka/apps/ORDERS/n1`, { method: 'PUT', agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

/** The time in ms that 99 of 100 heartbeats stay below. Each must be answered with 200. */
async function renewalP99Ms(url: string): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const tookMs: number[] = [];
  for (let sent = 0; sent < HEARTBEATS; sent++) {
    const startedMs = performance.now();
    assert.equal(await renew(url, agent), 200);
    tookMs.push(performance.now() - startedMs);
  }
  agent.destroy();
  return tookMs.toSorted((left, right) => left - right)[Math.floor(HEARTBEATS * 0.99)] ?? 0;
}

describe('a registry with idle connections', () => {
  it('answers heartbeats as before', async function () {
    this.timeout(60_000);
    const folder = await mkdtemp(join(tmpdir(), 'vernal-idle-'));
    const start = asProcess('@vernal/registry-server', 'vernal-registry');
    const { url, stop } = await start(folder, {});
    const idle: Socket[] = [];
    try {
      const registered = await fetch(`${url}/eureka/apps/ORDERS`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ instance: INSTANCE }),
      });
      assert.equal(registered.status, 204);
      const beforeMs = await renewalP99Ms(url);
      const count = Math.min(WANTED, openFilesLimit() - RESERVE);
      idle.push(...(await openIdle(Number(new URL(url).port), count)));
      const duringMs = await renewalP99Ms(url);
      const open = idle.filter((socket) => !socket.destroyed).length;
      assert.equal(open, count);
      assert.ok(duringMs < beforeMs + 50, `${beforeMs} ms became ${duringMs} ms`);
      const figures = `${count} idle, p99 ${beforeMs.toFixed(1)} ms before, ${duringMs.toFixed(1)} ms`;
      if (this.test !== undefined) this.test.title += ` (${figures})`;
    } finally {
      for (const socket of idle) socket.destroy();
      await stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

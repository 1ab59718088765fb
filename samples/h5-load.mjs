import { fork } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@vernal/client';
import { registryDaemon } from '@vernal/registry-server';
import { startDaemon } from '@vernal/server-kit';

const dir = mkdtempSync(join(tmpdir(), 'h5l-'));
const reg = await startDaemon(registryDaemon, { 'server.port': 0, 'vernal.data-dir': dir });
const kid = () =>
  new Promise((res) => {
    const c = fork('./h5-kid.mjs', [reg.url + '/eureka']);
    c.once('message', () => res(c));
  });
const [a, b] = await Promise.all([kid(), kid()]);
const c = createClient({ app: 'front', registry: { url: reg.url + '/eureka' }, config: false });
await c.start();
console.log(c.discovery.instances('cat').length);
let ok = 0,
  bad = [];
let run = true;
const worker = async (method) => {
  while (run) {
    try {
      const r = await c.http.fetch('http://cat/x', {
        method,
        ...(method === 'POST' ? { body: 'hey' } : {}),
      });
      await r.text();
      ok++;
    } catch (e) {
      bad.push(method + ' ' + e.message + ' ' + (e.cause?.code ?? e.cause?.errors?.[0]?.code));
    }
  }
};
const ws = [...Array(8)].map((_, i) => worker(i % 2 ? 'GET' : 'POST'));
await new Promise((r) => setTimeout(r, 1000));
a.kill('SIGKILL');
await new Promise((r) => setTimeout(r, 2000));
run = false;
await Promise.all(ws);
console.log({ ok, bad });
b.kill('SIGKILL');
await c.close();
await reg.stop();

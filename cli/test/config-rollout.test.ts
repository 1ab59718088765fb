import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { run } from './cli-run.ts';

const AT = Date.parse('2026-01-02T03:04:05Z');
const GOOD = {
  ...{ application: 'orders', busId: 'orders:1', instanceId: 'host:orders:1' },
  ...{ commit: '0123456789abcdef', since: AT, state: 'current' },
};
const REFUSED = {
  ...{ application: 'orders', busId: 'orders:2', instanceId: '', state: 'refused' },
  problem: 'limit: no number',
};
const PIN = {
  ...{ application: 'orders', label: 'main', commits: ['0123456789abcdef'], action: 'hold' },
  ...{ by: 'ann', at: AT, reason: 'Black Friday' },
};

describe('vernal config rollout', () => {
  let server: Server;
  let answer: object;
  /** Of the pages after the first. */
  let otherPages: readonly object[] = [];
  let asked: string | undefined;

  before((done) => {
    server = createServer((request, response) => {
      asked = request.url;
      const page = Number(new URLSearchParams(asked?.split('?')[1]).get('page') ?? 0);
      response.end(JSON.stringify([answer, ...otherPages][page]));
    }).listen(0, '127.0.0.1', done);
  });
  after((done) => {
    server.close(done);
  });
  const rollout = (...argv: string[]) => {
    const { port } = server.address() as AddressInfo;
    return run(['config', 'rollout', 'orders', '--server', `http://127.0.0.1:${port}`, ...argv]);
  };

  it('shows which instance runs which commit since when, and what is pinned by whom and why', async () => {
    answer = { instances: [GOOD], pinned: [PIN] };
    const { out, code } = await rollout();
    assert.equal(asked, '/actuator/vernal/rollout?application=orders');
    const lines = out.split('\n');
    const time = '2026-01-02T03:04:05.000Z';
    assert.equal(lines[0], `main is kept at 0123456789 (hold by ann, ${time}): Black Friday`);
    assert.match(lines[2] ?? '', new RegExp(`^host:orders:1 +0123456789 +${time} +current`));
    assert.equal(code, 0);
  });

  it('fails when an instance refused the commit, and says why', async () => {
    answer = { instances: [GOOD, REFUSED], pinned: [] };
    const { out, problem, code } = await rollout();
    assert.match(out, /orders:2 +\? +refused +limit: no number/);
    assert.match(problem, /1 of 2 are late or refuse/);
    assert.equal(code, 1);
  });

  it('follows the pages of a large fleet, and fails for one on the last of them', async () => {
    const page = { number: 0, size: 1, totalPages: 3 };
    answer = { instances: [GOOD], pinned: [PIN], page };
    const others = [{ ...GOOD, instanceId: 'host:orders:3' }, REFUSED];
    otherPages = others.map((instance) => ({ instances: [instance], pinned: [], page }));
    const { out, code } = await rollout();
    assert.match(out, /host:orders:1 (.|\n)*host:orders:3 (.|\n)*orders:2 /);
    assert.equal(asked, '/actuator/vernal/rollout?application=orders&page=2');
    assert.equal(code, 1);
    const json = JSON.parse((await rollout('--json')).out);
    assert.deepEqual(json, { instances: [GOOD, ...others], pinned: [PIN] });
    otherPages = [];
  });

  it('stops at a page without rows, however many the server says there are', async () => {
    const page = { totalPages: 1e9 };
    answer = { instances: [GOOD], pinned: [], page };
    otherPages = [{ instances: [], pinned: [], page }];
    const { out, code } = await rollout();
    assert.equal(code, 0);
    assert.match(out, /host:orders:1 /);
    assert.equal(asked, '/actuator/vernal/rollout?application=orders&page=1');
    otherPages = [];
  });

  it('refuses an answer whose number of pages is none', async () => {
    for (const totalPages of [0, -1, 1.5, '3', 1e300, null]) {
      answer = { instances: [GOOD], pinned: [], page: { totalPages } };
      const { code, problem } = await rollout();
      assert.deepEqual([code, problem], [1, "vernal: the server's answer makes no sense\n"]);
    }
  });

  it('prints the answer of the server as JSON, or that nobody answered yet', async () => {
    answer = { instances: [], pinned: [] };
    assert.deepEqual(JSON.parse((await rollout('--json')).out), answer);
    assert.equal((await rollout()).out, 'no instance has acknowledged a commit\n');
    answer = { other: 1 };
    assert.equal((await rollout()).code, 1);
  });
});

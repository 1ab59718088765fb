import assert from 'node:assert/strict';
import { projectFile } from '../../src/demo/project-file.ts';
import { waitUntil } from '../../src/demo/wait-until.ts';
import { closeServer, listen } from '../../src/service/listen.ts';
import { allGone, launchDemo } from './launched-demo.ts';

const START = [process.execPath, projectFile('tools/start.mjs')];
const PROCESSES = 6;

describe('npm start', function () {
  this.timeout(60_000);

  it('prints addresses and commands, and Ctrl-C stops everything', async () => {
    const demo = await launchDemo(START);
    try {
      assert.ok(await demo.ready(), demo.output());
      assert.equal(demo.pids().length, PROCESSES);
      assert.match(demo.output(), /vernal services.*git -C .*kill -9 \d+.*--restart registry/s);
      demo.process.kill('SIGINT');
      assert.ok(await waitUntil(() => demo.ended() !== undefined, 10_000));
      assert.equal(demo.ended(), 0);
      assert.ok(await allGone(demo.pids()), 'a process is left');
    } finally {
      await demo.dispose();
    }
  });

  it('leaves no process behind when npm is killed with -9', async () => {
    const demo = await launchDemo(['npm', 'start', '--']);
    try {
      assert.ok(await demo.ready(), demo.output());
      demo.process.kill('SIGKILL');
      assert.ok(await allGone(demo.pids()), 'a process is left');
    } finally {
      await demo.dispose();
    }
  });

  it('leaves no process behind when it is killed with -9, and names a process that died', async () => {
    const demo = await launchDemo(START);
    try {
      assert.ok(await demo.ready(), demo.output());
      process.kill(demo.pids()[0] ?? 0, 'SIGKILL');
      const told = await waitUntil(() => demo.output().includes('Start it again with: npm'), 5_000);
      assert.ok(told, demo.output());
      demo.process.kill('SIGKILL');
      assert.ok(await allGone(demo.pids()), 'a process is left');
    } finally {
      await demo.dispose();
    }
  });

  it('leaves no process behind when it is killed with -9 while they start', async () => {
    const demo = await launchDemo(START);
    try {
      assert.ok(await waitUntil(() => demo.serversRun(), 20_000), demo.output());
      demo.process.kill('SIGKILL');
      assert.ok(
        await waitUntil(async () => !(await demo.serversRun()), 10_000),
        'a server is left',
      );
    } finally {
      await demo.dispose();
    }
  });

  it('ends with one line when a port is in use', async () => {
    const { server, port } = await listen((_request, response) => response.end(), 0);
    const demo = await launchDemo(START, [`--registry.port=${port}`]);
    try {
      assert.ok(await waitUntil(() => demo.ended() !== undefined, 20_000));
      assert.equal(demo.ended(), 1);
      assert.equal(
        demo.output(),
        `Port ${port} is in use, and the registry wants it: choose another with npm start -- --registry.port=PORT\n`,
      );
    } finally {
      await demo.dispose();
      await closeServer(server);
    }
  });
});

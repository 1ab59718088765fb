import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { freePorts } from '@vernal/core/testing';
import { runProgram } from '../src/program.ts';
import { run } from './cli-run.ts';

const git = promisify(execFile);
const CREDENTIALS = ['--spring.security.user.name=ann', '--spring.security.user.password=secret'];
const IDENTITY = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost'];

describe('vernal up', () => {
  let folder: string;
  let ports: readonly number[];
  let out = '';
  let problem = '';
  let code = 0;
  let stop: (reason: string) => void = () => undefined;
  let running: Promise<void>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-up-'));
    await createRepository(join(folder, 'config'));
    ports = await freePorts(4);
    const stopped = new Promise<string>((resolve) => {
      stop = resolve;
    });
    running = runProgram(['up', ...flags(folder, ports), ...CREDENTIALS], {
      out: (text) => {
        out += text;
      },
      problem: (text) => {
        problem += text;
      },
      readInput: () => Promise.resolve(''),
      environment: {},
      workingFolder: folder,
      stopRequested: () => stopped,
      leave: (given) => {
        code = given;
      },
    });
    while (!out.includes('vernal-config is ready') && code === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  });

  after(async () => {
    stop('the test ended');
    await running;
    await rm(folder, { recursive: true });
  });

  it('runs registry, config server and broker in one process', () => {
    assert.equal(problem, '');
    assert.match(out, /vernal-bus is ready at .*vernal-registry is ready at .*vernal-config is/s);
  });

  it('gives the configuration of an application to vernal config get', async () => {
    const answer = await run(['config', 'get', 'shop', '--server', server()]);
    assert.equal(answer.problem, '');
    assert.match(answer.out, /^# shop default .* at [0-9a-f]{40}\nprice=7\n$/);
  });

  it('gives the same as JSON to programs', async () => {
    const { out: json } = await run(['config', 'get', 'shop', '--json', '--server', server()]);
    assert.equal(JSON.parse(json).propertySources[0].source.price, 7);
  });

  it('joins its servers to its broker, which asks everybody for credentials', async () => {
    const health = async () => {
      const response = await fetch(`http://127.0.0.1:${ports[3]}/actuator/health`, {
        headers: { authorization: `Basic ${Buffer.from('ann:secret').toString('base64')}` },
      });
      return response.text();
    };
    while (!(await health()).includes('"clients":2')) await new Promise(setImmediate);
  });

  it('names its own option for a port that is in use', async () => {
    const { problem: refusal, code: refused } = await run(['up', ...flags(folder, ports)]);
    assert.match(refusal, /^vernal: port \d+ .*--vernal\.up\.bus\.http-port=PORT\n$/);
    assert.equal(refused, 1);
  });

  function server(): string {
    return `http://ann:secret@127.0.0.1:${ports[1]}`;
  }
});

describe('vernal up, given wrong options', () => {
  it('names all of them at once and ends with code 2', async () => {
    const { problem, code } = await run(['up', '--vernal.up.bus.port=x', '--regsitry.port=1']);
    assert.match(problem, /vernal\.up\.bus\.port/);
    assert.match(problem, /regsitry\.port/);
    assert.equal(code, 2);
  });
});

describe('vernal config get', () => {
  it('fails in one line when there is no config server', async () => {
    const { problem, code } = await run([
      'config',
      'get',
      'shop',
      '--server',
      'http://127.0.0.1:1',
    ]);
    assert.match(problem, /^vernal: .+\n$/);
    assert.equal(code, 1);
  });
});

function flags(folder: string, ports: readonly number[]): string[] {
  const names = ['registry.port', 'config.port', 'bus.port', 'bus.http-port'];
  return [
    ...names.map((name, index) => `--vernal.up.${name}=${ports[index]}`),
    `--vernal.data-dir=${join(folder, 'data')}`,
    `--spring.cloud.config.server.git.uri=${pathToFileURL(join(folder, 'config')).href}`,
    '--logging.level.root=off',
  ];
}

async function createRepository(path: string): Promise<void> {
  await mkdir(path);
  await writeFile(join(path, 'shop.yml'), 'price: 7\n');
  await git('git', ['-C', path, 'init', '--quiet', '--initial-branch=main']);
  await git('git', ['-C', path, 'add', '--all']);
  await git('git', ['-C', path, ...IDENTITY, 'commit', '--quiet', '--message', 'Open the shop']);
}

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { dirname, extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createAuthority } from '@vernal/server-kit/testing';
import { useTemporaryFolder } from '../temporary-folder.ts';
import { LARGE_DEPLOYMENTS } from './large-deployments.ts';

const self = fileURLToPath(import.meta.url);
const main = join(dirname(self), '..', '..', 'src', `main${extname(self)}`);

/** Starts the registry on the files of a folder, from its source or from the build, as these tests run themselves. */
function startOn(folder: string, environment: Readonly<Record<string, string>> = {}): ChildProcess {
  const flags = ['--server.port=0', `--vernal.data-dir=${folder}/data`];
  const files = `--spring.config.location=${folder}/`;
  return spawn(process.execPath, [...process.execArgv, main, files, ...flags], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What the registry has printed when it is ready: everything so far. */
async function untilReady({ stdout, stderr }: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    printed += String(chunk);
    if (printed.includes(' is ready at ')) return printed;
  }
  throw new Error(`it did not start: ${printed}${stderr === null ? '' : await text(stderr)}`);
}

async function exitCodeAfter(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const gone = once(child, 'exit');
  child.stdout?.resume();
  child.kill(signal);
  const [code] = await gone;
  return code;
}

function statusOf(url: string, ca: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    }).on('error', reject);
  });
}

describe('the registry as a process', () => {
  const folder = useTemporaryFolder();
  let child: ChildProcess | undefined;

  afterEach(() => child?.kill('SIGKILL'));

  it('starts from the environment of a container, tells what has no effect, and ends with 0', async () => {
    const container = LARGE_DEPLOYMENTS.find(({ files }) => Object.keys(files).length === 0);
    const environment = { ...container?.environment, PATH: process.env['PATH'] ?? '' };
    child = startOn(folder.path, environment);
    const printed = await untilReady(child);
    assert.match(printed, /options without effect here: only a registry on Amazon/);
    assert.match(printed, /EUREKA_SERVER_ASGCACHEEXPIRYTIMEOUTMS/);
    assert.equal(await exitCodeAfter(child, 'SIGTERM'), 0);
  });

  it('serves HTTPS as server.ssl of its file says, and ends with 0', async () => {
    const authority = await createAuthority();
    const { cert, key } = await authority.issue('registry');
    const lines = [
      'server:',
      '  ssl:',
      '    enabled: true',
      '    certificate: file:tls.crt',
      '    certificate-private-key: file:tls.key',
      'eureka:',
      '  client: { register-with-eureka: false, fetch-registry: false }',
      '  instance: { secure-port-enabled: true, non-secure-port-enabled: false }',
    ];
    const file = lines.join('\n').replaceAll('file:', `file:${folder.path}/`);
    await writeFile(join(folder.path, 'application.yml'), file);
    await writeFile(join(folder.path, 'tls.crt'), cert);
    await writeFile(join(folder.path, 'tls.key'), key);
    child = startOn(folder.path);
    const printed = await untilReady(child);
    assert.match(printed, /eureka\.instance\.secure-port-enabled/);
    const port = /ready at https?:\/\/[\d.]+:(\d+)/.exec(printed)?.[1];
    assert.equal(await statusOf(`https://127.0.0.1:${port}/eureka/apps`, authority.cert), 200);
    assert.equal(await exitCodeAfter(child, 'SIGTERM'), 0);
  });
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { closedPort } from './fakes/fake-server.ts';

/** The package's folder, from the sources and from the build alike. */
const folder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '..' : '../..', import.meta.url),
);

describe('README', () => {
  it('shows a service that starts without any server and stops when told', async () => {
    const readme = await readFile(`${folder}/README.md`, 'utf8');
    const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
    const nobody = `127.0.0.1:${await closedPort()}`;
    const env = {
      ...process.env,
      REGISTRY_URL: `http://${nobody}`,
      CONFIG_URL: `http://${nobody}`,
      BUS_URL: `mqtt://${nobody}`,
    };
    const flags = ['--import', 'tsx', '--conditions=source', '--input-type=module'];
    const child = spawn(process.execPath, [...flags, '--eval', example], { cwd: folder, env });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.includes('listening')) child.kill('SIGTERM');
    });
    const status = await new Promise((resolve) => child.once('exit', resolve));
    assert.match(printed, /^listening on \d+\n$/);
    assert.equal(status, 0);
  });
});

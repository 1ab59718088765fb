import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { RunningDaemon } from '@vernal/server-kit';
import { createGitFixture, type GitFixture } from './git-fixture.ts';
import { type Settings, startConfigServer } from './http/start-config-server.ts';

describe('the process of a config server', () => {
  let fixture: GitFixture;
  let bin: string;
  before(async () => {
    fixture = await createGitFixture();
    bin = join(fixture.folder, 'bin');
    await mkdir(bin);
  });
  after(() => fixture.remove());

  /** What it says on standard error, and how it ends. */
  async function run(
    path: string,
    settings: Settings = {},
  ): Promise<{ readonly code: unknown; readonly said: string }> {
    const main = join(import.meta.dirname, `../src/main${extname(import.meta.filename)}`);
    const options = {
      'server.port': 0,
      'vernal.data-dir': join(fixture.folder, 'data'),
      'spring.cloud.config.server.git.uri': fixture.uri,
      ...settings,
    };
    const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
    const env = { ...process.env, PATH: path };
    const child = fork(main, flags, { silent: true, env });
    let said = '';
    child.stderr?.on('data', (text) => {
      said += String(text);
    });
    const [[code]] = await Promise.all([once(child, 'exit'), once(child.stderr ?? child, 'close')]);
    return { code, said: said.trim() };
  }

  it('ends with one line where there is no Git', async () => {
    const { code, said } = await run(bin);
    assert.equal(code, 1);
    assert.match(said, /^[^\n]*there is no git command: install Git, or put it on the PATH$/);
  });

  it('ends with one line where Git is too old', async () => {
    await writeFile(join(bin, 'git'), '#!/bin/sh\necho git version 2.25.1\n');
    await chmod(join(bin, 'git'), 0o755);
    const { code, said } = await run(`${bin}:${process.env['PATH'] ?? ''}`);
    assert.equal(code, 1);
    assert.match(said, /^[^\n]*git 2\.25\.1 is too old: 2\.32 or newer is needed$/);
  });

  it('ends with one line where another works on the data folder', async () => {
    const first: RunningDaemon = await startConfigServer(fixture);
    const { code, said } = await run(process.env['PATH'] ?? '');
    await first.stop();
    assert.equal(code, 1);
    assert.match(said, /^[^\n]*another process works on [^\n]+$/);
  });

  it('ends with code 2 and the option whose folder can not be written to', async () => {
    const path = process.env['PATH'] ?? '';
    const file = join(fixture.folder, 'file');
    await writeFile(file, '');
    for (const [option, folder] of [
      ['vernal.data-dir', join(file, 'data')],
      ['spring.cloud.config.server.git.basedir', file],
    ] as const) {
      const { code, said } = await run(path, { [option]: folder });
      assert.equal(code, 2, said);
      const line = new RegExp(
        `^[^\\n]*${option}: the folder ${folder}[^\\n]* can't be used: E[^\\n]+$`,
      );
      assert.match(said, line);
    }
  });

  it('ends with one line that names a file of its own that it can not use', async () => {
    const data = join(fixture.folder, 'other');
    await mkdir(join(data, 'config', 'pins.db'), { recursive: true });
    const { code, said } = await run(process.env['PATH'] ?? '', { 'vernal.data-dir': data });
    assert.equal(code, 1);
    assert.match(said, /^[^\n]*pins\.db can't be used: EISDIR[^\n]+$/);
  });
});

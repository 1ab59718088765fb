import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { createAuthority } from '@vernal/server-kit/testing';
import { withDaemon } from './with-daemon.ts';

/** The sample daemon as a process of its own. */
interface SampleProcess {
  readonly child: ChildProcess;
  /** Resolves when the daemon says that it is ready. */
  readonly ready: Promise<void>;
  readonly ended: Promise<{
    readonly code: number | null;
    readonly out: string;
    readonly err: string;
  }>;
}

describe('runDaemon', () => {
  const children: ChildProcess[] = [];

  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  function run(...argv: readonly string[]): SampleProcess {
    const main = join(import.meta.dirname, `sample-main${extname(import.meta.filename)}`);
    const child = fork(main, argv, { silent: true });
    children.push(child);
    const texts = { out: '', err: '' };
    const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
    child.stderr?.on('data', (chunk) => {
      texts.err += String(chunk);
    });
    const ready = new Promise<void>((resolve) => {
      child.stdout?.on('data', (chunk) => {
        texts.out += String(chunk);
        if (texts.out.includes('is ready at')) resolve();
      });
    });
    // Not its `close` event: Node does not raise it after disconnect().
    const ends = [once(child, 'exit'), ...streams.map((stream) => once(stream, 'close'))];
    const ended = Promise.all(ends).then(() => ({ code: child.exitCode, ...texts }));
    return { child, ready, ended };
  }

  it('prints its version, and its options with defaults', async () => {
    const [version, help] = await Promise.all([run('--version').ended, run('--help').ended]);
    assert.deepEqual(version, { code: 0, out: '1.2.3\n', err: '' });
    assert.equal(help.code, 0);
    assert.match(help.out, /--sample\.greeting=<text>\n {6}Greeting \(default hello\)/);
    assert.match(help.out, /--server\.address=<text>\n.*\(default 127\.0\.0\.1\)/);
  });

  it('ends with code 2 for wrong options, one line for each', async () => {
    const { code, err } = await run('--server.port=x', '--server.prot=1', 'stray').ended;
    assert.equal(code, 2);
    assert.equal(err.trimEnd().split('\n').length, 3);
    assert.match(
      err,
      /^vernal-sample: server\.port: "x" is not a whole number \(from --server\.port\)$/m,
    );
  });

  it('says once what is wrong with the choice of files, though it is read twice', async () => {
    const { err } = await run(`--spring.profiles.active=\${nowhere}`).ended;
    assert.equal(
      err,
      `vernal-sample: spring.profiles.active: the placeholder \${nowhere} has no value (from --spring.profiles.active)\n`,
    );
  });

  it('ends with code 1 and one line when its port is in use', () =>
    withDaemon({}, async ({ port }) => {
      const { code, err } = await run(`--server.port=${port}`).ended;
      assert.equal(code, 1);
      assert.equal(
        err,
        `vernal-sample: port ${port} on 127.0.0.1 is in use, but vernal-sample wants it; choose another with --server.port=PORT\n`,
      );
    }));

  it('stops in order and ends with code 0 when it is told to', async () => {
    const daemon = run('--server.port=0');
    await daemon.ready;
    daemon.child.kill('SIGTERM');
    assert.equal((await daemon.ended).code, 0);
  });

  it('ends when the parent that started it lets go of it', async () => {
    const daemon = run('--server.port=0');
    await daemon.ready;
    daemon.child.disconnect();
    const { code, out } = await daemon.ended;
    assert.equal(code, 0);
    assert.match(out, /the parent process is gone/);
  });

  it('puts new certificates in force on SIGHUP', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vernal-hup-'));
    const authority = await createAuthority();
    const [certificate, key] = [join(folder, 'tls.crt'), join(folder, 'tls.key')];
    const issue = async (name: string) => {
      const pair = await authority.issue(name);
      await Promise.all([writeFile(certificate, pair.cert), writeFile(key, pair.key)]);
    };
    await issue('first');
    const daemon = run(
      '--server.port=0',
      `--server.ssl.certificate=${certificate}`,
      `--server.ssl.certificate-private-key=${key}`,
    );
    await daemon.ready;
    await issue('second');
    daemon.child.kill('SIGHUP');
    const { stdout } = daemon.child;
    assert.ok(stdout);
    for await (const [chunk] of on(stdout, 'data')) {
      if (String(chunk).includes('new certificates are in force')) break;
    }
    daemon.child.kill('SIGTERM');
    const { code, out } = await daemon.ended;
    assert.equal(code, 0);
    assert.match(out, /is ready at https:\/\/127\.0\.0\.1:/);
    await rm(folder, { recursive: true });
  });

  it('logs lines for people when asked, with their level', async () => {
    const daemon = run('--server.port=0', '--vernal.logging.format=pretty');
    await daemon.ready;
    daemon.child.kill('SIGINT');
    assert.match(
      (await daemon.ended).out,
      /^\[\d\d:\d\d:\d\d\.\d+\] INFO: vernal-sample 1\.2\.3 is ready/m,
    );
  });
});

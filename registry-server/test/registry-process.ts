import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The daemon in a process of its own. */
export interface RegistryProcess {
  readonly url: string;
  readonly port: number;
  /** Ends it as a crash does, and waits until it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts `vernal-registry`, working in `folder`: from its source or from the build, as these tests run
 * themselves.
 *
 * @param port 0 for a free one
 * @param flags further options, as `--name=value`
 */
export async function startRegistryProcess(
  folder: string,
  port = 0,
  flags: readonly string[] = [],
): Promise<RegistryProcess> {
  const self = fileURLToPath(import.meta.url);
  const main = join(dirname(self), '..', 'src', `main${extname(self)}`);
  const child = spawn(
    process.execPath,
    [...process.execArgv, main, `--server.port=${port}`, `--vernal.data-dir=${folder}`, ...flags],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const gone = once(child, 'exit');
  const problems = text(child.stderr);
  const url = await readUrl(child);
  if (url === undefined) {
    await gone;
    throw new Error(`the registry ended with ${child.exitCode}: ${await problems}`);
  }
  return {
    url,
    port: Number(new URL(url).port),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Undefined when the process ends before it is ready. */
async function readUrl({ stdout }: ChildProcess): Promise<string | undefined> {
  let output = '';
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    output += String(chunk);
    const url = /ready at (http:\/\/[\d.:]+)/.exec(output)?.[1];
    if (url === undefined) continue;
    stdout?.resume();
    return url;
  }
  return undefined;
}

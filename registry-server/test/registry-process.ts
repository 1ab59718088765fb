import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The daemon in a process of its own. */
export interface RegistryProcess {
  readonly url: string;
  /** Ends it as a crash does, and waits until it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts `vernal-registry` on a free port, working in `folder`: from its source or from the build, as these
 * tests run themselves.
 */
export async function startRegistryProcess(folder: string): Promise<RegistryProcess> {
  const self = fileURLToPath(import.meta.url);
  const main = join(dirname(self), '..', 'src', `main${extname(self)}`);
  const child = spawn(
    process.execPath,
    [...process.execArgv, main, '--server.port=0', `--vernal.data-dir=${folder}`],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const gone = once(child, 'exit');
  return {
    url: await readUrl(child),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function readUrl(child: ChildProcess): Promise<string> {
  let output = '';
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    const url = /ready at (http:\/\/[\d.:]+)/.exec(output)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`the registry did not start: ${output}`);
}

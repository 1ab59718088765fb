import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The daemon in a process of its own. */
export interface RegistryProcess {
  readonly url: string;
  /** Ends it as a crash does, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts `vernal-registry` from its source on a free port, working in `folder`. */
export async function startRegistryProcess(folder: string): Promise<RegistryProcess> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx'));
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [
      `--import=${tsx.href}`,
      '--conditions=source',
      main,
      '--server.port=0',
      `--vernal.data-dir=${folder}`,
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] },
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

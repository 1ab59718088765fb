import { spawnSync } from 'node:child_process';
import { rootDir } from './workspace.mjs';

/** Runs a command in the project folder with its output shown; ends this process when it fails. */
export function runVisibly(what, [command, ...args]) {
  const startedAt = performance.now();
  console.log(`${what} ...`);
  const { status, error } = spawnSync(command, args, { cwd: rootDir, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`${what} failed${error === undefined ? '' : `: ${error.message}`}.`);
    process.exit(1);
  }
  console.log(`${what} took ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}

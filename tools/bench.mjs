/** `npm run bench -- NAME`: installs and builds what is missing or stale, then runs a benchmark. */
import { spawn } from 'node:child_process';
import { ensureBuilt } from './ensure-built.mjs';
import { rootDir } from './workspace.mjs';

ensureBuilt();
const bench = spawn(process.execPath, ['bench/dist/src/main.js', ...process.argv.slice(2)], {
  cwd: rootDir,
  stdio: 'inherit',
});
bench.on('exit', (code, signal) => {
  process.exitCode = signal === null ? code : 1;
});

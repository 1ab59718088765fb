/** `npm test`: installs and builds what is missing or stale, then runs every test; arguments go to mocha. */
import { spawn } from 'node:child_process';
import { ensureBuilt } from './ensure-built.mjs';
import { rootDir } from './workspace.mjs';

ensureBuilt();
const mocha = ['node_modules/mocha/bin/mocha.js', '--config', '.mocharc.dist.json'];
const tests = spawn(process.execPath, [...mocha, ...process.argv.slice(2)], {
  cwd: rootDir,
  stdio: 'inherit',
});
tests.on('exit', (code, signal) => {
  process.exitCode = signal === null ? code : 1;
});

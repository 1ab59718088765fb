/** `npm test`: installs and builds what is missing or stale, then runs every test; arguments go to mocha. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ensureBuilt } from './ensure-built.mjs';
import { rootDir } from './workspace.mjs';

const mocha = ['node_modules/mocha/bin/mocha.js', '--config', '.mocharc.dist.json'];
const TESTS = '*/dist/test/**/*.test.js';
/** The demo keeps promises about time, so nothing runs beside its tests. */
const DEMO_TESTS = 'samples/dist/test/**/*.test.js';

async function run(...args) {
  const tests = spawn(process.execPath, [...mocha, ...args], { cwd: rootDir, stdio: 'inherit' });
  const [code] = await once(tests, 'exit');
  if (code !== 0) process.exitCode = 1;
}

ensureBuilt();
const args = process.argv.slice(2);
if (args.length > 0) {
  await run(...args);
} else {
  await run('--parallel', '--jobs', '2', '--ignore', DEMO_TESTS, TESTS);
  await run(DEMO_TESTS);
}

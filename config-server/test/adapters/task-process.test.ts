import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { extname } from 'node:path';
import { promisify } from 'node:util';

/** As this file: written, or built. */
const ENDING = extname(import.meta.filename);
const TASK_PROCESS = new URL(`../../src/adapters/task-process${ENDING}`, import.meta.url).href;
const MAIN = new URL(`../../src/adapters/file-parsing/main${ENDING}`, import.meta.url).href;

/** Takes every file descriptor that it may have, then asks a process that can't be started, twice. */
const WITHOUT_DESCRIPTORS = `
  import { openSync } from 'node:fs';
  import { TaskProcess } from '${TASK_PROCESS}';
  const ask = async () => {
    const child = new TaskProcess({ main: new URL('${MAIN}'), maxHeapMb: 64 });
    const wasAlive = child.isAlive;
    const answers = [await child.answerTo('more'), await child.answerTo('more')];
    child.kill();
    await child.ended;
    return [wasAlive, ...answers];
  };
  process.stdout.write(' ');
  try { for (;;) openSync('/dev/null'); } catch {}
  const outcome = JSON.stringify(await ask());
  process.stdout.write(outcome);
`;

describe('a process for tasks', () => {
  it('is gone from its start where the system has no room for it, and answers nothing', async () => {
    const node = [
      process.execPath,
      ...process.execArgv,
      '--input-type=module',
      '-e',
      WITHOUT_DESCRIPTORS,
    ];
    const limited = ['-c', 'ulimit -n 80; exec "$@"', 'sh', ...node];
    const { stdout } = await promisify(execFile)('sh', limited);
    assert.deepEqual(JSON.parse(stdout), [false, null, null]);
  }).timeout(20_000);
});

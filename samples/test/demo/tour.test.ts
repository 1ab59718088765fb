import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { projectDir, projectFile } from '../../src/demo/project-file.ts';

const STEPS = 14;

describe('npm start -- --tour', function () {
  this.timeout(120_000);

  it('keeps every promise on real processes: push, round robin, kill -9, restart', async () => {
    const args = [projectFile('tools/start.mjs'), '--tour', '--pushes=5'];
    const tour = spawn(process.execPath, args, {
      cwd: projectDir,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output, [code]] = await Promise.all([text(tour.stdout), once(tour, 'exit')]);
    assert.equal(code, 0, output);
    assert.equal(output.match(/^ok {3}\d+\//gm)?.length, STEPS, output);
    assert.match(output, new RegExp(`${STEPS} of ${STEPS} steps passed`));
  });
});

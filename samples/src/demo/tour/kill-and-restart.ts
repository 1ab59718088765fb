import { projectDir, projectFile } from '../project-file.ts';
import type { Demo } from '../open-demo.ts';
import type { ProcessName } from '../demo-options.ts';
import { runCommand } from '../run-command.ts';
import { waitUntil } from '../wait-until.ts';
import { expect } from './tour.ts';

/** Ends a process with -9 and waits until it is gone. */
export async function killHard(demo: Demo, name: ProcessName): Promise<void> {
  const { pid } = demo.fleet.get(name);
  expect(pid !== undefined, `${name} does not run`);
  process.kill(pid, 'SIGKILL');
  await waitUntil(() => demo.fleet.get(name).pid === undefined, 5_000);
}

/** Starts a process again by the command that the demo prints. */
export async function restartByCommand(demo: Demo, name: ProcessName): Promise<void> {
  const args = ['--restart', name, `--data-dir=${demo.folder.root}`];
  await runCommand(process.execPath, [projectFile('tools/start.mjs'), ...args], { cwd: projectDir });
}

import type { ProcessName } from '../demo-options.ts';
import { restartCommand } from '../guide.ts';
import type { Demo } from '../open-demo.ts';
import { projectDir } from '../project-file.ts';
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

/** Starts a process again by the command that the demo prints, typed in the project folder. */
export async function restartByCommand(demo: Demo, name: ProcessName): Promise<void> {
  const [command = '', ...args] = restartCommand(demo.folder, name);
  await runCommand(command, args, { cwd: projectDir });
}

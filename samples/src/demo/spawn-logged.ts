import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import type { ProcessPlan } from './process-plan.ts';

/**
 * Starts a process whose output goes to a file. It leads a group of its own, so that Ctrl-C reaches only
 * the launcher, and has a channel, so that it notices when the launcher is gone.
 */
export function spawnLogged(plan: ProcessPlan, workDir: string, logFile: string): ChildProcess {
  mkdirSync(path.dirname(logFile), { recursive: true });
  mkdirSync(workDir, { recursive: true });
  const log = openSync(logFile, 'a');
  try {
    return spawn(process.execPath, [plan.script, ...plan.args], {
      cwd: workDir,
      env: { ...process.env, ...plan.env },
      stdio: ['ignore', log, log, 'ipc'],
      detached: true,
    });
  } finally {
    closeSync(log);
  }
}

/** Ends a process and what it started, at once. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

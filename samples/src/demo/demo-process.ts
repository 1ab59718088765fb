import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DemoFailure } from './demo-failure.ts';
import type { ProcessPlan } from './process-plan.ts';
import { waitUntil } from './wait-until.ts';

const READY_WITHIN_MS = 20_000;
const STOPPED_WITHIN_MS = 5_000;
const LINES_OF_LOG_SHOWN = 5;

/** One process of the demo. It is never started again behind the user's back. */
export interface DemoProcess {
  readonly plan: ProcessPlan;
  /** Undefined while it does not run. */
  readonly pid: number | undefined;
  /** Where it answers; undefined until it is ready. */
  readonly url: string | undefined;
  /** Resolves when it is ready. Throws when it ends before, or takes too long. */
  start(): Promise<void>;
  /** Asks it to end, then makes it. Nothing happens when it does not run. */
  stop(): Promise<void>;
  /** Ends it and what it started, at once. */
  kill(): void;
}

/** What a process needs besides its plan. */
export interface DemoProcessOptions {
  readonly logDir: string;
  /** Working folder; servers read `application.yml` from theirs, so it must hold none by accident. */
  readonly workDir: string;
  /** Called when it ends without having been asked to. */
  readonly onDeath: (how: string) => void;
}

/** A process that can be started again after it ended. */
export function createDemoProcess(plan: ProcessPlan, options: DemoProcessOptions): DemoProcess {
  const logFile = path.join(options.logDir, `${plan.name}.log`);
  let child: ChildProcess | undefined;
  let url: string | undefined;
  let expected = false;

  function launch(): ChildProcess {
    const launched = spawnLogged(plan, options.workDir, logFile);
    expected = false;
    launched.on('message', (message) => {
      url = addressIn(message);
    });
    launched.once('exit', (code, signal) => {
      if (child !== launched) return;
      const wasReady = url !== undefined;
      child = undefined;
      url = undefined;
      if (wasReady && !expected) options.onDeath(signal ?? `exit code ${code}`);
    });
    return launched;
  }

  async function isReady(): Promise<boolean> {
    if (plan.healthUrl !== undefined && (await answersOk(plan.healthUrl))) {
      url = new URL(plan.healthUrl).origin;
    }
    return url !== undefined;
  }

  function kill(): void {
    expected = true;
    if (child?.pid !== undefined) killGroup(child.pid);
  }

  return {
    plan,
    kill,
    get pid() {
      return child?.pid;
    },
    get url() {
      return url;
    },
    async start() {
      if (child !== undefined) return;
      const launched = launch();
      child = launched;
      const settled = await waitUntil(
        async () => child !== launched || (await isReady()),
        READY_WITHIN_MS,
      );
      if (child === launched && settled) return;
      if (expected) return;
      kill();
      throw new DemoFailure(
        `${plan.name} did not start; the end of ${logFile}:`,
        ...endOf(logFile),
      );
    },
    async stop() {
      expected = true;
      const leaving = child;
      if (leaving === undefined) return;
      leaving.kill('SIGTERM');
      await waitUntil(() => child !== leaving, STOPPED_WITHIN_MS);
      if (child === leaving) kill();
      await waitUntil(() => child !== leaving, STOPPED_WITHIN_MS);
    },
  };
}

/**
 * A group of its own, so that Ctrl-C reaches only the launcher; a channel, so that the process notices
 * when the launcher is gone.
 */
function spawnLogged(plan: ProcessPlan, workDir: string, logFile: string): ChildProcess {
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

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

function addressIn(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null || !('url' in message)) return undefined;
  return typeof message.url === 'string' ? message.url : undefined;
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function endOf(logFile: string): string[] {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LINES_OF_LOG_SHOWN);
}

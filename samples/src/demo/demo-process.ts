import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DemoFailure } from './demo-failure.ts';
import type { ProcessPlan } from './process-plan.ts';
import { killGroup, spawnLogged } from './spawn-logged.ts';
import { waitUntil } from './wait-until.ts';

const READY_WITHIN_MS = 20_000;
const STOPPED_WITHIN_MS = 5_000;
const LINES_OF_LOG_SHOWN = 5;

/** What a process needs besides its plan. */
export interface DemoProcessOptions {
  readonly logDir: string;
  /** Working folder; servers read `application.yml` from theirs, so it must hold none by accident. */
  readonly workDir: string;
  /** Called when it ends without having been asked to. */
  readonly onDeath: (how: string) => void;
}

/** One process of the demo. It is never started again behind the user's back. */
export class DemoProcess {
  readonly plan: ProcessPlan;
  readonly #options: DemoProcessOptions;
  readonly #logFile: string;
  #child: ChildProcess | undefined;
  #url: string | undefined;
  #endExpected = false;

  constructor(plan: ProcessPlan, options: DemoProcessOptions) {
    this.plan = plan;
    this.#options = options;
    this.#logFile = path.join(options.logDir, `${plan.name}.log`);
  }

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Where it answers; undefined until it is ready. */
  get url(): string | undefined {
    return this.#url;
  }

  /** Resolves when it is ready, or was stopped meanwhile. Throws when it ends by itself, or takes too long. */
  async start(): Promise<void> {
    if (this.#child !== undefined) return;
    const child = this.#launch();
    const isSettled = async () => !this.#runs(child) || (await this.#isReady());
    const settled = await waitUntil(isSettled, READY_WITHIN_MS);
    if ((settled && this.#runs(child)) || this.#endExpected) return;
    this.kill();
    throw new DemoFailure(
      `${this.plan.name} did not start; the end of ${this.#logFile}:`,
      ...endOf(this.#logFile),
    );
  }

  /** Asks it to end, then makes it. Nothing happens when it does not run. */
  async stop(): Promise<void> {
    this.#endExpected = true;
    const child = this.#child;
    if (child === undefined) return;
    child.kill('SIGTERM');
    const hasEnded = () => !this.#runs(child);
    if (await waitUntil(hasEnded, STOPPED_WITHIN_MS)) return;
    this.kill();
    await waitUntil(hasEnded, STOPPED_WITHIN_MS);
  }

  /** Ends it and what it started, at once. */
  kill(): void {
    this.#endExpected = true;
    if (this.pid !== undefined) killGroup(this.pid);
  }

  #runs(child: ChildProcess): boolean {
    return this.#child === child;
  }

  #launch(): ChildProcess {
    const child = spawnLogged(this.plan, this.#options.workDir, this.#logFile);
    this.#child = child;
    this.#endExpected = false;
    child.on('message', (message) => {
      this.#url = addressIn(message);
    });
    child.once('exit', (code, signal) => this.#ended(signal ?? `exit code ${code}`));
    return child;
  }

  #ended(how: string): void {
    const wasReady = this.#url !== undefined;
    this.#child = undefined;
    this.#url = undefined;
    if (wasReady && !this.#endExpected) this.#options.onDeath(how);
  }

  async #isReady(): Promise<boolean> {
    const { healthUrl } = this.plan;
    if (healthUrl !== undefined && (await answersOk(healthUrl))) {
      this.#url = new URL(healthUrl).origin;
    }
    return this.#url !== undefined;
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

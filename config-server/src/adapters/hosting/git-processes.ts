import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Duplex } from 'node:stream';
import { type Logger, messageOf, type Timers } from '@vernal/core';
import { type HostedRepository, hostedUri } from '../../domain/hosting/hosted-repository.ts';
import type { GitCall, GitEnd, GitHost, GitRun } from '../../ports/git-host.ts';
import { requireGit } from '../git/require-git.ts';
import { type Release, Slots } from '../git/slots.ts';
import { killChild } from '../kill-child.ts';
import { HookChannel } from './hook-channel.ts';
import { requireHooks, writeHooks } from './hook-files.ts';
import { hasNoRefs, hostedFolder, prepareHostedFolder } from './hosted-folders.ts';
import { type HostingEnvironment, hostingEnvironment } from './hosting-environment.ts';
import { PushUnderWay } from './push-under-way.ts';
import { Tidying } from './tidying.ts';

/** The beginning of what Git says on standard error: it may repeat what it was sent. */
const KEPT_PROBLEM_LENGTH = 500;
/** How long Git has to end by itself. */
const GRACE_MS = 2_000;
/** How many clients may wait for each process. */
const WAITING_PER_PROCESS = 16;

/** What hosted repositories are kept and served with. */
export interface GitProcessesSettings extends HostingEnvironment {
  /** Holds the repositories; made when needed. */
  readonly root: string;
  readonly repositories: readonly HostedRepository[];
  /** Processes at once. */
  readonly maxProcesses: number;
  /** How long one may take. */
  readonly timeoutMs: number;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** Serves hosted repositories by `git upload-pack` and `git receive-pack`, one process for each request. */
export class GitProcesses implements GitHost {
  readonly #settings: GitProcessesSettings;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #slots: Slots;
  readonly #runs = new Set<GitRun>();
  readonly #tidying: Tidying;
  #isPrepared = false;
  #stopped = false;

  constructor(settings: GitProcessesSettings) {
    this.#settings = settings;
    this.#environment = hostingEnvironment(settings);
    this.#slots = new Slots(settings.maxProcesses);
    this.#tidying = new Tidying(this.#environment, settings.logger);
  }

  async start(): Promise<void> {
    const { environment, hooksFolder, root, repositories } = this.#settings;
    await requireGit(environment);
    await writeHooks(hooksFolder);
    for (const one of repositories) await prepareHostedFolder(root, one, this.#environment);
    this.#isPrepared = true;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const runs = [...this.#runs];
    for (const run of runs) run.stop();
    await Promise.all(runs.map(({ ended }) => ended));
    await this.#tidying.stop();
  }

  async run(call: GitCall): Promise<GitRun | undefined> {
    if (call.service === 'receive-pack') await requireHooks(this.#settings.hooksFolder);
    if (this.#slots.waiting >= this.#settings.maxProcesses * WAITING_PER_PROCESS) return undefined;
    const release = await this.#slots.take();
    if (!this.#stopped) return this.#spawn(call, release);
    release();
    return undefined;
  }

  /** Health may ask while the folders are still being made. */
  async isEmpty(repository: string): Promise<boolean> {
    const folder = hostedFolder(this.#settings.root, repository);
    return existsSync(folder) ? hasNoRefs(folder) : !this.#isPrepared;
  }

  #spawn(call: GitCall, release: Release): GitRun {
    const child = spawn('git', argumentsOf(call, this.#folderOf(call)), {
      env: { ...this.#environment, ...(call.protocol && { GIT_PROTOCOL: call.protocol }) },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const push = this.#pushOf(call);
    const hooks = push && hookChannel(child, push);
    const { timers, timeoutMs } = this.#settings;
    const cancels = [timers.after(timeoutMs, () => run.stop())];
    const run: GitRun = {
      input: child.stdin,
      output: child.stdout,
      ended: endOf(child).then(async (end) => {
        await this.#settle(call, push);
        for (const cancel of cancels) cancel();
        release();
        this.#runs.delete(run);
        if (!end.ok) this.#tellOf(call, end);
        else if (call.hooks !== undefined) this.#tidying.lookAfter(this.#folderOf(call));
        return end;
      }),
      stop: () => {
        if (!this.#runs.has(run)) return;
        // Without more input Git ends by itself, and clears away what it was about to accept: by a signal
        // it would leave that. What it still says is read; a pack that nobody wants is not.
        hooks?.abandon();
        push?.abandon();
        child.stdin.destroy();
        if (call.service === 'upload-pack') child.stdout.destroy();
        cancels.push(timers.after(GRACE_MS, () => killChild(child, 'SIGKILL')));
      },
    };
    child.stdin.on('error', () => undefined);
    this.#runs.add(run);
    return run;
  }

  /** Whatever becomes of the push: its slot is not lost. */
  async #settle({ repository }: GitCall, push: PushUnderWay | undefined): Promise<void> {
    try {
      await push?.end();
    } catch (error) {
      const fields = { repository, error: messageOf(error) };
      this.#settings.logger.error('a push was not brought to its end', fields);
    }
  }

  /** A client that goes away is no trouble of the server. */
  #tellOf({ service, repository }: GitCall, { problem }: GitEnd): void {
    this.#settings.logger.info('Git did not end well', { service, repository, problem });
  }

  #pushOf(call: GitCall): PushUnderWay | undefined {
    if (call.hooks === undefined) return undefined;
    const repository = {
      uri: hostedUri(call.repository),
      folder: this.#folderOf(call),
      environment: this.#environment,
    };
    return new PushUnderWay({ repository, hooks: call.hooks, logger: this.#settings.logger });
  }

  #folderOf({ repository }: GitCall): string {
    return hostedFolder(this.#settings.root, repository);
  }
}

function argumentsOf({ service, phase }: GitCall, folder: string): string[] {
  const advertise = phase === 'advertise' ? ['--advertise-refs'] : [];
  return [service, '--stateless-rpc', ...advertise, folder];
}

function hookChannel({ stdio }: ChildProcess, push: PushUnderWay): HookChannel | undefined {
  const [, , , channel] = stdio;
  return channel instanceof Duplex ? new HookChannel(channel, push) : undefined;
}

function endOf(child: ChildProcessWithoutNullStreams): Promise<GitEnd> {
  let problem = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    problem = (problem + text).slice(0, KEPT_PROBLEM_LENGTH);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ ok: false, problem: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, problem: problem.trim() }));
  });
}

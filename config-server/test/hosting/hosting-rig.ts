import { type ExecFileException, execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RecordingLogger } from '@vernal/core/testing';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import { configDaemon } from '../../src/index.ts';
import type { Settings } from '../http/start-config-server.ts';

const WHO = { NAME: 'Ada', EMAIL: 'ada@example.org' };

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** What a command of Git printed, and how it ended. */
interface GitResult {
  readonly code: number;
  readonly output: string;
  /** On standard error: what the server says stands here, after `remote:`. */
  readonly errors: string;
}

/** Files by path. */
type Files = Readonly<Record<string, string>>;

/** A config server that hosts repositories, and clones to push from. */
export interface HostingRig {
  readonly folder: string;
  readonly daemon: RunningDaemon;
  readonly logger: RecordingLogger;
  /** Address of a hosted repository. */
  readonly url: (name?: string) => string;
  /** Folder of a hosted repository. */
  readonly bare: (name?: string) => string;
  /** Runs Git in a folder below that of the rig. */
  git(folder: string, ...args: string[]): Promise<GitResult>;
  /** Clones `config`, or makes an empty repository that is connected to it. */
  clone(folder: string): Promise<void>;
  /** Writes files and commits them; returns the commit. */
  commit(folder: string, files: Files): Promise<string>;
  /** Makes a tree of entries as `git ls-tree` prints them, whatever they are called. */
  makeTree(folder: string, entries: string): Promise<string>;
  /** Puts one object into a pack of its own. */
  pack(folder: string, object: string): Promise<void>;
  restart(settings?: Settings): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one. It reads `hosted:config`. */
export async function startHosting(settings: Settings = {}): Promise<HostingRig> {
  const folder = await mkdtemp(join(tmpdir(), 'vernal-hosting-'));
  const env = environmentOf(folder);
  await writeFile(join(folder, 'gitconfig'), '[credential]\n\thelper =\n');
  let logger = new RecordingLogger();
  let daemon = await start(folder, settings, logger).catch(async (error: unknown) => {
    await rm(folder, { recursive: true });
    throw error;
  });

  async function git(where: string, ...args: string[]): Promise<GitResult> {
    return run(args, { cwd: join(folder, where), env });
  }
  const mustGit = async (where: string, ...args: string[]): Promise<string> => {
    const { code, output, errors } = await git(where, ...args);
    if (code !== 0) throw new Error(`git ${args[0]}: ${errors}`);
    return output;
  };
  return {
    folder,
    get daemon() {
      return daemon;
    },
    get logger() {
      return logger;
    },
    url: (name = 'config') => `${daemon.url}/git/${name}.git`,
    bare: (name = 'config') => join(folder, 'data', 'config', 'git', `${name}.git`),
    git,
    async clone(where) {
      await mustGit('.', 'clone', '-q', `${daemon.url}/git/config.git`, where);
    },
    async commit(where, files) {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(folder, where, path)), { recursive: true });
        await writeFile(join(folder, where, path), content);
      }
      await mustGit(where, 'add', '-A');
      await mustGit(where, 'commit', '-q', '--allow-empty', '-m', 'change');
      return mustGit(where, 'rev-parse', 'HEAD');
    },
    async makeTree(where, entries) {
      return (await run(['mktree'], { cwd: join(folder, where), env, input: entries })).output;
    },
    async pack(where, object) {
      const args = ['pack-objects', '-q', 'objects/pack/pack'];
      await run(args, { cwd: join(folder, where), env, input: `${object}\n` });
    },
    async restart(others = settings) {
      await daemon.stop();
      logger = new RecordingLogger();
      daemon = await start(folder, others, logger);
    },
    async stop() {
      await daemon.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts one whose `config` has these files, pushed from the folder `clone`. */
export async function startHostingOf(files: Files): Promise<HostingRig> {
  const rig = await startHosting();
  await rig.clone('clone');
  await rig.commit('clone', files);
  await rig.git('clone', 'push', '-q', 'origin', 'main');
  return rig;
}

function start(folder: string, settings: Settings, logger: RecordingLogger) {
  const all = {
    'server.port': 0,
    'vernal.data-dir': join(folder, 'data'),
    'vernal.git.enabled': true,
    'spring.cloud.config.server.git.uri': 'hosted:config',
    ...settings,
  };
  return startDaemon(configDaemon, all, { logger });
}

/** Nothing of the user's own Git, and never a prompt. */
function environmentOf(folder: string): NodeJS.ProcessEnv {
  const identity = Object.entries(WHO).flatMap(([name, value]) => [
    [`GIT_AUTHOR_${name}`, value],
    [`GIT_COMMITTER_${name}`, value],
  ]);
  return {
    ...process.env,
    ...Object.fromEntries(identity),
    GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly input?: string;
}

function run(args: string[], { cwd, env, input }: RunOptions): Promise<GitResult> {
  return new Promise((resolve) => {
    const done = (error: ExecFileException | null, output: string, errors: string) => {
      const code = typeof error?.code === 'number' ? error.code : Number(error !== null);
      resolve({ code, output: output.trim(), errors });
    };
    const child = execFile('git', args, { cwd, env, maxBuffer: MAX_OUTPUT_BYTES }, done);
    if (input !== undefined) child.stdin?.end(input);
  });
}

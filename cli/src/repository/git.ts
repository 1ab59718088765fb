import { execFile, spawn } from 'node:child_process';
import { messageOf } from '@vernal/core';

/** A repository on this machine, worked on with the user's own Git. */
export interface Git {
  readonly folder: string;
  /** What Git prints. Throws with what it says on standard error. */
  readonly text: (args: readonly string[], input?: string | Buffer) => Promise<string>;
  /** The same in pieces, for what may be large. */
  readonly stream: (args: readonly string[], input?: string) => AsyncIterable<Buffer>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const MAX_TEXT_BYTES = 256 * 1024 * 1024;

export function gitIn(folder: string, environment: Environment): Git {
  // Paths as they are, messages in English.
  const options = { cwd: folder, env: { ...environment, LC_ALL: 'C' } };
  const quietly = (args: readonly string[]) => ['-c', 'core.quotePath=false', ...args];
  return {
    folder,
    text: (args, input = '') =>
      new Promise((resolve, reject) => {
        const limits = { ...options, maxBuffer: MAX_TEXT_BYTES };
        const child = execFile('git', quietly(args), limits, (error, stdout, stderr) => {
          if (error === null) resolve(stdout);
          else reject(new Error(reasonOf(stderr, error), { cause: error }));
        });
        child.stdin?.on('error', () => undefined).end(input);
      }),
    async *stream(args, input = '') {
      const child = spawn('git', quietly(args), { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
      child.stdin.on('error', () => undefined).end(input);
      let complaint = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        complaint += text;
      });
      const ended = new Promise<number | null>((resolve, reject) => {
        child.once('error', reject).once('close', resolve);
      });
      // Whoever stops early stops Git, too.
      try {
        yield* child.stdout;
        const code = await ended;
        if (code !== 0) throw new Error(reasonOf(complaint, `git ended with code ${code}`));
      } finally {
        child.kill();
        await ended.catch(() => undefined);
      }
    },
  };
}

function reasonOf(stderr: string, error: unknown): string {
  return stderr.trim().split('\n').slice(-5).join('\n') || messageOf(error);
}

/** The texts between NULs, as `-z` prints them. */
export async function* nulSeparated(pieces: AsyncIterable<Buffer>): AsyncIterable<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const all = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let start = 0;
    for (let end = all.indexOf(0); end >= 0; end = all.indexOf(0, start)) {
      yield all.toString('utf8', start, end);
      start = end + 1;
    }
    rest = all.subarray(start);
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

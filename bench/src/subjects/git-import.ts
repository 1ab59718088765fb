import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** A commit as what it changes. */
export interface ImportedCommit {
  readonly branch: string;
  /** Where a branch begins that is new; else the commit comes after the last one of its branch. */
  readonly from?: string;
  /** Path to content. */
  readonly files: Readonly<Record<string, string>>;
}

const who = 'Bench <bench@example.test> 1700000000 +0000';

/** Makes a bare repository with so many commits as no `git commit` could make in time; returns its address. */
export async function importRepository(
  folder: string,
  commits: Iterable<ImportedCommit>,
): Promise<string> {
  const bare = join(folder, 'config.git');
  await promisify(execFile)('git', ['init', '-q', '--bare', '-b', 'main', bare]);
  const importer = spawn('git', ['--git-dir', bare, 'fast-import', '--quiet'], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const exit = once(importer, 'exit');
  await pipeline(Readable.from(streamOf(commits)), importer.stdin);
  const [code] = await exit;
  if (code !== 0) throw new Error(`git fast-import ended with ${String(code)}`);
  return pathToFileURL(bare).href;
}

/** In the language of `git fast-import`; all is ASCII. */
function* streamOf(commits: Iterable<ImportedCommit>): Generator<string> {
  for (const { branch, from, files } of commits) {
    const start = from === undefined ? '' : `from refs/heads/${from}\n`;
    yield `commit refs/heads/${branch}\ncommitter ${who}\n${dataOf('change')}${start}`;
    for (const [path, content] of Object.entries(files)) {
      yield `M 100644 inline ${path}\n${dataOf(content)}`;
    }
  }
}

function dataOf(text: string): string {
  return `data ${text.length}\n${text}\n`;
}

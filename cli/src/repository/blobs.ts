import { BatchOutput, type GitObject } from '@vernal/config-server';
import type { Git } from './git.ts';

/** The contents of the files with these ids, one after the other, by one Git process. */
export async function* readBlobs(git: Git, ids: Iterable<string>): AsyncIterable<GitObject> {
  const input = [...ids].map((id) => `${id}\n`).join('');
  if (input === '') return;
  const objects: GitObject[] = [];
  const output = new BatchOutput((object) => object !== undefined && objects.push(object));
  for await (const piece of git.stream(['cat-file', '--batch', '--buffer'], input)) {
    output.add(piece);
    yield* objects.splice(0);
  }
}

import { BatchOutput, type GitObject } from '@vernal/config-server';
import type { Git } from './git.ts';

/** Nobody writes such a file by hand; the server refuses it, too. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** Why a file has no content here. */
export const TOO_LARGE = 'is larger than 64 MiB';

/** The contents of the files with these ids, one after the other, by one Git process; of larger ones nothing. */
export async function* readBlobs(git: Git, ids: Iterable<string>): AsyncIterable<GitObject> {
  const input = [...ids].map((id) => `${id}\n`).join('');
  if (input === '') return;
  const objects: GitObject[] = [];
  const output = new BatchOutput({
    maxBytes: () => MAX_FILE_BYTES,
    take: (object) => {
      if (object !== undefined && object.bytes.length === object.sizeBytes) objects.push(object);
    },
  });
  for await (const piece of git.stream(['cat-file', '--batch', '--buffer'], input)) {
    output.add(piece);
    yield* objects.splice(0);
  }
}

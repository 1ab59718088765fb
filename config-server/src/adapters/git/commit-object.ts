import type { CommitInfo } from '../../ports/config-repository.ts';

/** `Name <address> 1700000000 +0100` */
const PERSON = /^(.*) (\d+) [-+]\d{4}$/;

/** Reads the text of a commit object: header lines, an empty line, the message. */
export function commitInfo(commit: string, text: string): CommitInfo {
  const end = text.indexOf('\n\n');
  const headers = text.slice(0, end < 0 ? undefined : end).split('\n');
  const header = (name: string) =>
    headers.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
  const [, author = ''] = PERSON.exec(header('author') ?? '') ?? [];
  const [, , seconds = '0'] = PERSON.exec(header('committer') ?? '') ?? [];
  const parent = header('parent');
  return {
    commit,
    author,
    committedAt: Number(seconds) * 1_000,
    subject: end < 0 ? '' : (text.slice(end + 2).split('\n', 1)[0] ?? ''),
    ...(parent === undefined ? {} : { parent }),
  };
}

import type { CommitInfo } from '../../ports/config-repository.ts';

/** `Name <address> 1700000000 +0100` */
const PERSON = /^(.*) (\d+) [-+]\d{4}$/;

/** Reads the text of a commit object: header lines, an empty line, the message. */
export function commitInfo(commit: string, text: string): CommitInfo {
  const [head = '', ...paragraphs] = text.split('\n\n');
  const [subject = ''] = paragraphs.join('\n\n').split('\n', 1);
  const parent = headerOf(head, 'parent');
  return {
    commit,
    author: personOf(head, 'author').name,
    committedAt: personOf(head, 'committer').atMs,
    subject,
    ...(parent === undefined ? {} : { parent }),
  };
}

/** The id of the tree that a commit holds. */
export function treeOf(text: string): string {
  return headerOf(text.split('\n\n', 1)[0] ?? '', 'tree') ?? '';
}

/** The first header of a name: of several parents the one that was merged into. */
function headerOf(head: string, name: string): string | undefined {
  const line = head.split('\n').find((one) => one.startsWith(`${name} `));
  return line?.slice(name.length + 1);
}

function personOf(head: string, name: string): { readonly name: string; readonly atMs: number } {
  const [, person = '', seconds = '0'] = PERSON.exec(headerOf(head, name) ?? '') ?? [];
  return { name: person, atMs: Number(seconds) * 1_000 };
}

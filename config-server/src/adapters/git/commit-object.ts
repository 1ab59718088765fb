/** `Name <address> 1700000000 +0100` */
const PERSON = / (\d+) [-+]\d{4}$/;

/** Epoch ms at which a commit was made. */
export function committedAtOf(text: string): number {
  const [, seconds = '0'] = PERSON.exec(headerOf(text, 'committer') ?? '') ?? [];
  return Number(seconds) * 1_000;
}

/** The id of the tree that a commit holds. */
export function treeOf(text: string): string {
  return headerOf(text, 'tree') ?? '';
}

/** The first header of a name; headers end at the first empty line. */
function headerOf(text: string, name: string): string | undefined {
  const [head = ''] = text.split('\n\n', 1);
  const line = head.split('\n').find((one) => one.startsWith(`${name} `));
  return line?.slice(name.length + 1);
}

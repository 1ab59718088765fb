const ORIGIN = 'origin/';

/**
 * The refs that a label may mean, in Spring's order: a branch, then a tag; a branch of the remote and
 * the full name of a ref are understood as well.
 */
export function refNames(label: string): readonly string[] {
  const names = [`refs/heads/${label}`, `refs/tags/${label}`];
  if (label.startsWith(ORIGIN)) names.push(`refs/heads/${label.slice(ORIGIN.length)}`);
  if (label.startsWith('refs/')) names.push(label);
  return names;
}

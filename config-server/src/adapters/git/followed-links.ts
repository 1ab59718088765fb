import { posix } from 'node:path';

/** A chain of links is followed no further; a link to itself ends here, too. */
const MAX_STEPS = 10;

/** What links may add to the files of a commit: a few folders that contain each other would grow without end. */
const MAX_FILES = 10_000;

/** What the links of a commit lead to: path of the link to its text. */
export type LinkTexts = ReadonlyMap<string, string>;

/**
 * The files that symbolic links stand for, by the path through the link. A link that leads out of the commit,
 * or to nothing, stands for nothing: the Java server follows it into its own file system.
 */
export function followedLinks(
  files: ReadonlyMap<string, string>,
  links: LinkTexts,
): ReadonlyMap<string, string> {
  const followed = new Map<string, string>();
  for (const path of links.keys()) {
    const target = targetOf(path, links);
    if (target === undefined) continue;
    const file = files.get(target);
    if (file !== undefined) followed.set(path, file);
    else addFolder(followed, path, filesBelow(target, files));
    if (followed.size > MAX_FILES) return new Map();
  }
  return followed;
}

function addFolder(
  followed: Map<string, string>,
  path: string,
  below: readonly (readonly [string, string])[],
): void {
  for (const [rest, id] of below.slice(0, MAX_FILES + 1)) followed.set(path + rest, id);
}

function filesBelow(
  folder: string,
  files: ReadonlyMap<string, string>,
): (readonly [string, string])[] {
  return [...files].flatMap(([path, id]) =>
    path.startsWith(`${folder}/`) ? [[path.slice(folder.length), id] as const] : [],
  );
}

/** The path at the end of a chain of links; undefined outside of the commit. */
function targetOf(path: string, links: LinkTexts): string | undefined {
  let current = path;
  for (let step = 0; step < MAX_STEPS; step++) {
    const text = links.get(current);
    if (text === undefined) return current;
    const target = posix.join(posix.dirname(current), text).replace(/\/$/, '');
    if (posix.isAbsolute(text) || target === '..' || target.startsWith('../')) return undefined;
    current = target;
  }
  return undefined;
}

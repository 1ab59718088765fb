import { access, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Its time of change says when the remote was last asked with success. */
const CHECKED_FILE = 'vernal-checked';
/** Locks that would block the next Git for ever, and halves of packs and objects that fill the disk. */
const LEFTOVER = /(?:\.lock|^objects\/(?:.*\/)?\.?tmp[_-][^/]+)$/;
/** As many packs make look-ups slow. */
const MANY_PACKS = 20;
/** So many loose objects in one of 256 folders stand for 2,000 in all. */
const SAMPLE_FOLDER = 'objects/17';
const MANY_IN_SAMPLE = 8;

/** Beside a mirror while it is replaced. */
export interface MirrorPlaces {
  readonly mirror: string;
  readonly fresh: string;
  readonly old: string;
}

/** The places of a mirror. */
export function placesOf(mirror: string): MirrorPlaces {
  return { mirror, fresh: `${mirror}.new`, old: `${mirror}.old` };
}

/** Puts the fresh mirror in place of the old one, which may be gone. */
export async function swapIn({ mirror, fresh, old }: MirrorPlaces): Promise<void> {
  if (await exists(mirror)) await rename(mirror, old);
  await rename(fresh, mirror);
  await removeFolder(old);
}

/** Ends a replacement that was broken off: the old mirror is moved away only when the fresh one is whole. */
export async function finishSwap(places: MirrorPlaces): Promise<void> {
  const { mirror, fresh, old } = places;
  const wasMoved = !(await exists(mirror)) && (await exists(old));
  if (wasMoved) await rename((await exists(fresh)) ? fresh : old, mirror);
  await Promise.all([fresh, old].map(removeFolder));
}

/** Removes what a Git that was killed left behind. No other Git may be at work in the folder. */
export async function removeLeftovers(gitFolder: string): Promise<void> {
  const paths = await readdir(gitFolder, { recursive: true }).catch(() => []);
  const leftovers = paths.filter((path) => LEFTOVER.test(path.replaceAll('\\', '/')));
  await Promise.all(leftovers.map((path) => removeFolder(join(gitFolder, path))));
}

/** Whether so many packs or loose objects have come together that they should be packed. */
export async function isUntidy(gitFolder: string): Promise<boolean> {
  const packs = (await namesIn(join(gitFolder, 'objects/pack'))).filter((name) =>
    name.endsWith('.pack'),
  );
  const sample = await namesIn(join(gitFolder, SAMPLE_FOLDER));
  return packs.length > MANY_PACKS || sample.length > MANY_IN_SAMPLE;
}

/** Whether the mirror holds the newest commits only. */
export function isShallow(gitFolder: string): Promise<boolean> {
  return exists(join(gitFolder, 'shallow'));
}

/** Notes when the remote was asked. A note that fails only costs the next start its answer to "since when". */
export async function noteChecked(gitFolder: string, atMs: number): Promise<void> {
  const file = join(gitFolder, CHECKED_FILE);
  const at = new Date(atMs);
  await writeFile(file, '')
    .then(() => utimes(file, at, at))
    .catch(() => undefined);
}

/** Epoch ms of the last note; undefined without one. */
export async function lastChecked(gitFolder: string): Promise<number | undefined> {
  const stats = await stat(join(gitFolder, CHECKED_FILE)).catch(() => undefined);
  return stats?.mtimeMs;
}

export function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true });
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

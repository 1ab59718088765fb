import { homedir, tmpdir, userInfo } from 'node:os';
import { namedLayer, type OptionLayer } from '@vernal/core/options';

/** What Java says of a process by itself: files of Java servers have `${user.home}` in the addresses of folders. */
export function systemPropertyLayer(workingFolder: string): OptionLayer {
  const values = {
    'user.home': homedir(),
    'user.dir': workingFolder,
    'user.name': userName(),
    'java.io.tmpdir': tmpdir(),
  };
  const layer = namedLayer(
    'file',
    Object.entries(values).map(([name, value]) => ({ name, value, origin: 'the system' })),
  );
  return { ...layer, entries: [] };
}

/** Containers may run as a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '?';
  }
}

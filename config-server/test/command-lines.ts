import { readdir, readFile } from 'node:fs/promises';

/** The command lines of all processes of this machine. */
export async function commandLines(): Promise<string> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = ids.map((id) => readFile(`/proc/${id}/cmdline`, 'latin1').catch(() => ''));
  return (await Promise.all(lines)).join('\n').replaceAll('\0', ' ');
}

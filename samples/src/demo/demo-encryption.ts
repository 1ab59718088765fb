import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { projectFile } from './project-file.ts';
import { runCommand } from './run-command.ts';

/** Makes the demo's key, once; readable by its owner only. */
export async function createKey(file: string): Promise<void> {
  const key = randomBytes(32).toString('hex');
  await writeFile(file, key, { mode: 0o600, flag: 'wx' });
}

/** The `{cipher}` text of a value, made by `vernal encrypt`; neither key nor value is ever an argument. */
export async function encrypt(value: string, keyFile: string): Promise<string> {
  const key = await readFile(keyFile, 'utf8');
  const args = [projectFile('cli/bin/vernal.js'), 'encrypt'];
  const output = await runCommand(process.execPath, args, {
    env: { ENCRYPT_KEY: key },
    input: value,
  });
  return output.trim();
}

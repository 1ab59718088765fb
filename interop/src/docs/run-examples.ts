import { execFile } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compiled, type ExampleFiles } from './compile-examples.ts';
import { projectFolder } from './document.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 20_000;

/** Replacements for the addresses that documents show. */
export type Addresses = Readonly<Record<string, string>>;

/**
 * Runs examples one after another in a process of their own, which has to end by itself.
 *
 * @param folder empty; becomes a project in which the packages are installed
 * @returns the names of those that ran to their end
 */
export async function runExamples(
  files: ExampleFiles,
  folder: string,
  addresses: Addresses,
): Promise<readonly string[]> {
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [name, text] of files) {
    await writeFile(join(folder, `${name}.mjs`), compiled(withAddresses(text, addresses)));
  }
  const names = [...files.keys()];
  const script = names.map((name) => `await import('./${name}.mjs'); console.log('ran ${name}');`);
  await writeFile(join(folder, 'all.mjs'), script.join('\n'));
  const conditions = import.meta.url.endsWith('.ts')
    ? [`--import=${import.meta.resolve('tsx')}`, '--conditions=source']
    : [];
  const { stdout } = await run(process.execPath, [...conditions, 'all.mjs'], {
    cwd: folder,
    timeout: TIMEOUT_MS,
  });
  return [...stdout.matchAll(/^ran (.+)$/gm)].map(([, name = '']) => name);
}

function withAddresses(text: string, addresses: Addresses): string {
  return Object.entries(addresses).reduce(
    (changed, [shown, real]) => changed.replaceAll(shown, real),
    text,
  );
}

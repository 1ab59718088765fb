import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './document.ts';

const PACKAGES = [
  'core',
  'protocol',
  'server-kit',
  'bus',
  'bus-broker',
  'client-sdk',
  'registry-server',
  'config-server',
  'cli',
];

/** Every code that a `VernalError` is made with, sorted. */
export async function errorCodesInSources(): Promise<readonly string[]> {
  const found = await Promise.all(PACKAGES.map(codesOf));
  return [...new Set(found.flat())].sort();
}

async function codesOf(packageFolder: string): Promise<readonly string[]> {
  const folder = join(projectFolder, packageFolder, 'src');
  const names = await readdir(folder, { recursive: true });
  const sources = names.filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(sources.map((name) => readFile(join(folder, name), 'utf8')));
  const made = texts.flatMap((text) => [
    ...text.matchAll(/(?:new VernalError|clientError|super)\(\s*'(\w+)'/g),
  ]);
  return made.map(([, code = '']) => code);
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that the documents belong to. */
export const projectFolder = fileURLToPath(
  new URL('..', import.meta.resolve('@vernal/interop/package.json')),
);

/** A fenced block of a document. */
interface Example {
  /** As it stands after the fence; empty when there is none. */
  readonly language: string;
  readonly text: string;
}

/** A guide or a README. */
export interface Document {
  /** Relative to the checkout, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly examples: readonly Example[];
}

/** Every README of a package, the one of the project, and every guide. */
export async function readDocuments(): Promise<readonly Document[]> {
  const folders = await readdir(projectFolder, { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const readmes = ['README.md', ...names.map((name) => `${name}/README.md`)];
  const guides = await readdir(join(projectFolder, 'docs'), { recursive: true });
  const paths = [...readmes, ...guides.map((name) => `docs/${name}`)];
  const read = await Promise.all(paths.filter((path) => path.endsWith('.md')).map(readDocument));
  return read.filter((document) => document !== undefined);
}

/** The examples of a document in one language, as one text: later ones go on from earlier ones. */
export function examplesIn({ examples }: Document, ...languages: readonly string[]): string {
  const wanted = examples.filter(({ language }) => languages.includes(language));
  return wanted.map(({ text }) => text).join('\n');
}

/** Every `code` of the running text. */
export function inlineCode({ text }: Document): readonly string[] {
  const prose = text.replaceAll(FENCE, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** The targets of every link that leads to a file of the project. */
export function linkedFiles({ text }: Document): readonly string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => target.split('#')[0] ?? '');
}

const FENCE = /^```(\w*)\n(.*?)^```$/gms;

async function readDocument(path: string): Promise<Document | undefined> {
  const text = await readFile(join(projectFolder, path), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const fences = [...text.matchAll(FENCE)];
  const examples = fences.map(([, language = '', code = '']) => ({ language, text: code }));
  return { path, text, examples };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenFile } from '../golden-file.ts';

interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | null;
}

interface RecordedStep {
  readonly request?: RecordedRequest;
  readonly response?: { readonly body?: string | null };
}

interface Recording {
  readonly scenarios?: readonly { readonly steps: readonly RecordedStep[] }[];
  readonly steps?: readonly RecordedStep[];
}

interface Encryption {
  readonly configurations: readonly {
    readonly name: string;
    readonly vectors: readonly { readonly cipher: string }[];
  }[];
}

/** What real clients, servers and people wrote, by what reads it here. */
export interface Corpus {
  readonly requests: readonly RecordedRequest[];
  readonly paths: readonly string[];
  readonly types: readonly string[];
  readonly accepts: readonly string[];
  readonly bodies: readonly string[];
  readonly webhooks: readonly string[];
  readonly environments: readonly string[];
  readonly yaml: readonly string[];
  readonly properties: readonly string[];
  readonly cipherTexts: readonly string[];
}

const folder = goldenFile();

/** All recordings and files of the folder `interop/golden/config`. */
export function loadCorpus(): Corpus {
  const steps = [folder, join(folder, 'groups')].flatMap(stepsIn);
  const requests = steps.flatMap(({ request }) => request ?? []);
  const headers = (name: string) => distinct(requests.map((request) => headerOf(request, name)));
  const bodies = distinct(requests.map(({ body }) => body ?? ''));
  return {
    requests,
    paths: distinct(requests.map(({ path }) => path)),
    types: headers('content-type'),
    accepts: headers('accept'),
    bodies,
    webhooks: bodies.filter((body) => body.startsWith('{"')),
    environments: distinct(steps.map(({ response }) => response?.body ?? '')).filter((body) =>
      body.includes('"propertySources"'),
    ),
    yaml: files(/\.ya?ml$/),
    properties: files(/\.properties$/),
    cipherTexts: cipherTextsOf(''),
  };
}

/** Texts that Java's server made with the keys of configurations whose name begins so. */
export function cipherTextsOf(configuration: string): readonly string[] {
  const { configurations } = readJson(join(folder, 'encryption.json')) as Encryption;
  return configurations
    .filter(({ name }) => name.startsWith(configuration))
    .flatMap(({ vectors }) => vectors.map(({ cipher }) => cipher));
}

/** A header of a recorded request, in any case. */
export function headerOf({ headers = {} }: RecordedRequest, name: string): string {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
}

function stepsIn(path: string): readonly RecordedStep[] {
  return readdirSync(path)
    .filter((name) => name.endsWith('.json') && name !== 'encryption.json')
    .flatMap((name) => {
      const { scenarios = [], steps = [] } = readJson(join(path, name)) as Recording;
      return [...steps, ...scenarios.flatMap((scenario) => scenario.steps)];
    });
}

function files(pattern: RegExp): readonly string[] {
  const names = readdirSync(join(folder, 'repos'), { recursive: true, encoding: 'utf8' });
  const texts = names
    .filter((name) => pattern.test(name))
    .map((name) => readText(join(folder, 'repos', name)));
  return distinct(texts);
}

/** Folders have such names, too. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}

import { readFile, stat } from 'node:fs/promises';
import { extname, normalize, resolve } from 'node:path';
import { codeOf, messageOf } from '@vernal/core';
import {
  namedLayer,
  type OptionLayer,
  type OptionProblem,
  type OptionSource,
} from '@vernal/core/options';
import { readConfigTree } from './config-tree.ts';
import { appliesTo, type OptionDocument, parseOptionFile } from './option-document.ts';
import type { OptionFileOptions } from './option-file-options.ts';
import { type OptionLocation, optionFilePaths, parseLocation } from './option-file-paths.ts';
import { importsIn, type OptionImport } from './option-imports.ts';

/** What reading gave: layers from the lowest to the highest, and all problems. */
export interface ReadLayers {
  readonly layers: readonly OptionLayer[];
  readonly problems: readonly OptionProblem[];
}

/** Which files are read, and how. */
export interface Reading {
  readonly options: OptionFileOptions;
  readonly profiles: readonly string[];
  readonly workingFolder: string;
  /** What is around the files, for imports from there and for placeholders in imports. */
  readonly around: OptionSource;
}

/** A file on the way from one of the locations, over imports. */
interface Importing extends Reading {
  /** Absolute paths of the files in which this one stands, so that none imports itself. */
  readonly importers: readonly string[];
}

/** A location, and the option that names it. */
interface NamedLocation extends OptionLocation {
  readonly property: string;
}

const NOTHING: ReadLayers = { layers: [], problems: [] };

/** Reads every option file that exists, with the documents that apply to the active profiles, and what they import. */
export async function readOptionFiles(reading: Reading): Promise<ReadLayers> {
  const { options } = reading;
  const { bootstrapLocations, configLocations, additionalConfigLocations } = options;
  const importing = { ...reading, importers: [] };
  return together([
    readLocations(
      options.isBootstrapRead ? located('spring.cloud.bootstrap.location', bootstrapLocations) : [],
      options.bootstrapName,
      importing,
    ),
    readLocations(
      [
        ...located('spring.config.location', configLocations),
        ...located('spring.config.additional-location', additionalConfigLocations),
      ],
      options.configName,
      importing,
    ),
    readImports(reading.around, importing),
  ]);
}

function located(property: string, written: readonly string[]): readonly NamedLocation[] {
  return written.map((one) => ({ property, ...parseLocation(one) }));
}

async function readLocations(
  locations: readonly NamedLocation[],
  name: string,
  importing: Importing,
): Promise<ReadLayers> {
  const missing = locations.map(async ({ property, path, optional }) => {
    if (optional || (await isThere(path, importing))) return NOTHING;
    return problemOf(property, `"${path}" does not exist`);
  });
  return together([...missing, readFilesAt(locations, name, importing)]);
}

function readFilesAt(
  locations: readonly OptionLocation[],
  name: string,
  importing: Importing,
): Promise<ReadLayers> {
  const paths = optionFilePaths(locations, name, importing.profiles).map(normalize);
  return together(paths.map((path) => readOptionFile(path, importing)));
}

async function readOptionFile(
  path: string,
  importing: Importing,
  ending = extname(path),
): Promise<ReadLayers> {
  const { importers, workingFolder } = importing;
  const file = resolve(workingFolder, path);
  if (importers.includes(file)) return NOTHING;
  const content = await readIfThere(file);
  if (content === undefined) return NOTHING;
  if (content instanceof Error) return problemOf(path, messageOf(content));
  const parsed = parseOptionFile({ path, ending }, content);
  if (!parsed.ok) return { layers: [], problems: parsed.problem };
  const inside = { ...importing, importers: [...importers, file] };
  return together(parsed.value.map((document) => readDocument(document, path, inside)));
}

/** What a document imports wins over it, as in Spring Boot. */
async function readDocument(
  document: OptionDocument,
  path: string,
  importing: Importing,
): Promise<ReadLayers> {
  const applies = appliesTo(document, new Set(importing.profiles));
  if (!applies.ok) return { layers: [], problems: applies.problem };
  if (!applies.value) return NOTHING;
  const layer = namedLayer('file', document.entries);
  const imported = await readImports(importing.around.over([layer]), importing, path);
  return { ...imported, layers: [layer, ...imported.layers] };
}

async function readImports(
  source: OptionSource,
  importing: Importing,
  path?: string,
): Promise<ReadLayers> {
  const imports = importsIn(source, path);
  if (!imports.ok) return { layers: [], problems: imports.problem };
  return together(imports.value.map((one) => readImport(one, importing)));
}

async function readImport(one: OptionImport, importing: Importing): Promise<ReadLayers> {
  const isMissing = !(await isThere(one.path, importing));
  if (isMissing && !one.optional) {
    return problemOf('spring.config.import', `"${one.written}" does not exist`);
  }
  if (one.ending !== undefined) return readOptionFile(one.path, importing, one.ending);
  if (one.holds === 'files') return readFilesAt([one], importing.options.configName, importing);
  return isMissing ? NOTHING : readTree(one, importing);
}

/** That it may be missing is said of the folder; what is in it must be readable. */
async function readTree({ path, written }: OptionImport, { workingFolder }: Reading) {
  try {
    return { layers: [await readConfigTree(resolve(workingFolder, path))], problems: [] };
  } catch (error) {
    return problemOf('spring.config.import', `"${written}": ${messageOf(error)}`);
  }
}

/** All that was read, in order. */
async function together(parts: readonly Promise<ReadLayers>[]): Promise<ReadLayers> {
  const read = await Promise.all(parts);
  return {
    layers: read.flatMap(({ layers }) => layers),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function problemOf(property: string, problem: string): ReadLayers {
  return { layers: [], problems: [{ property, problem }] };
}

async function readIfThere(path: string): Promise<string | Error | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    return saysMissing(error) ? undefined : new Error('cannot be read', { cause: error });
  }
}

/** One that exists and can't be looked at is there, so that reading it says why. */
async function isThere(path: string, { workingFolder }: Reading): Promise<boolean> {
  return stat(resolve(workingFolder, path)).then(
    () => true,
    (error: unknown) => !saysMissing(error),
  );
}

function saysMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

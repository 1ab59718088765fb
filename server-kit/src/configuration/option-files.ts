import { readFile, stat } from 'node:fs/promises';
import { normalize, resolve } from 'node:path';
import { codeOf, messageOf } from '@vernal/core';
import { namedLayer, type OptionLayer, type OptionProblem } from '@vernal/core/options';
import { type OptionDocument, parseOptionFile } from './option-document.ts';
import type { OptionFileOptions } from './option-file-options.ts';
import { type OptionLocation, optionFilePaths, parseLocation } from './option-file-paths.ts';
import { matchesProfiles } from './profile-expression.ts';

/** What reading gave: layers from the lowest to the highest, and all problems. */
export interface ReadLayers {
  readonly layers: readonly OptionLayer[];
  readonly problems: readonly OptionProblem[];
}

/** Reads every option file that exists, with the documents that apply to the active profiles. */
export async function readOptionFiles(
  options: OptionFileOptions,
  profiles: readonly string[],
  workingFolder: string,
): Promise<ReadLayers> {
  const locations = [...options.configLocations, ...options.additionalConfigLocations].map(
    parseLocation,
  );
  const paths = optionFilePaths(locations, options.configName, profiles).map(normalize);
  const missing = await Promise.all(
    locations.map((location) => findMissing(location, workingFolder)),
  );
  const files = await Promise.all(
    paths.map((path) => readOptionFile(path, profiles, workingFolder)),
  );
  return {
    layers: files.flatMap((file) => file.layers),
    problems: [...missing.flat(), ...files.flatMap((file) => file.problems)],
  };
}

async function readOptionFile(
  path: string,
  profiles: readonly string[],
  workingFolder: string,
): Promise<ReadLayers> {
  const content = await readIfThere(resolve(workingFolder, path));
  if (content === undefined) return { layers: [], problems: [] };
  if (content instanceof Error) {
    return { layers: [], problems: [{ property: path, problem: messageOf(content) }] };
  }
  const parsed = parseOptionFile(path, content);
  if (!parsed.ok) return { layers: [], problems: parsed.problem };
  const documents = parsed.value.filter((document) => applies(document, profiles));
  return { layers: documents.map(({ entries }) => namedLayer('file', entries)), problems: [] };
}

function applies({ condition }: OptionDocument, profiles: readonly string[]): boolean {
  return condition === undefined || matchesProfiles(condition, profiles);
}

async function readIfThere(path: string): Promise<string | Error | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    return isMissing(error) ? undefined : new Error('cannot be read', { cause: error });
  }
}

async function findMissing(
  location: OptionLocation,
  workingFolder: string,
): Promise<readonly OptionProblem[]> {
  if (location.optional) return [];
  const found = await stat(resolve(workingFolder, location.path)).then(
    () => true,
    () => false,
  );
  return found
    ? []
    : [{ property: 'spring.config.location', problem: `"${location.path}" does not exist` }];
}

function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

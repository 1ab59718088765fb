import { resolve } from 'node:path';
import { messageOf } from '@vernal/core';
import type { Command } from 'commander';
import { CONFIG_FILES } from '../keys/config-text.ts';
import { type ExposedProperty, KeyExposure } from '../keys/key-exposure.ts';
import { renderTable } from '../output/table.ts';
import { readBlobs } from '../repository/blobs.ts';
import { type FileVersion, fileVersions } from '../repository/file-versions.ts';
import { type Git, gitIn } from '../repository/git.ts';
import { labelFiles } from '../repository/label-files.ts';
import { failWith, refuseUsage, type Terminal } from '../terminal.ts';
import { readEncryption } from './configured-encryption.ts';

interface ExposureFlags {
  readonly key?: string;
  readonly json?: true;
}

const HEADER = ['PROPERTY', 'FILE', 'READ BY', 'NOW IN', 'FIRST', 'LAST'];

/** `vernal config exposure [DIR]`: what whoever has a key can read, now and in all of history. */
export function addConfigExposure(config: Command, terminal: Terminal): void {
  config
    .command('exposure')
    .description('list every property that a key opens, on any branch and anywhere in history')
    .argument('[dir]', 'repository, with or without a working tree', '.')
    .option('--key <key>', 'name or alias of the key; default: the key of values without a name')
    .option('--json', 'print JSON')
    .action(async (folder: string, flags: ExposureFlags) => {
      const git = gitIn(resolve(terminal.workingFolder, folder), terminal.environment);
      await expose(git, flags, terminal).catch((error) => failWith(terminal, messageOf(error)));
    });
}

async function expose(git: Git, { key, json }: ExposureFlags, terminal: Terminal): Promise<void> {
  const encryption = await readEncryption({}, terminal);
  if (!encryption.ok) return refuseUsage(terminal, encryption.problem);
  if (key !== undefined && !encryption.value.knows(key)) {
    terminal.problem(`vernal: the key ${key} is not here: only values that name it are listed\n`);
  }
  if ((await git.text(['rev-parse', '--is-shallow-repository'])).trim() === 'true') {
    terminal.problem('vernal: this clone is shallow: most of its history is not here\n');
  }
  const exposed = await walk(git, new KeyExposure({ encryption: encryption.value, key }));
  terminal.out(json === true ? `${JSON.stringify(exposed, null, 2)}\n` : tableOf(exposed));
}

/** Each content is read once, however many commits and branches have it. */
async function walk(git: Git, exposure: KeyExposure): Promise<ExposedProperty[]> {
  const versions: FileVersion[] = [];
  const pathsOfBlob = new Map<string, Set<string>>();
  for await (const version of fileVersions(git, CONFIG_FILES)) {
    versions.push(version);
    const paths = pathsOfBlob.get(version.blob) ?? new Set();
    pathsOfBlob.set(version.blob, paths.add(version.path));
  }
  for await (const { id, bytes } of readBlobs(git, pathsOfBlob.keys())) {
    for (const path of pathsOfBlob.get(id) ?? []) exposure.read({ path, blob: id }, bytes);
  }
  for (const version of versions) exposure.addVersion(version);
  for await (const file of labelFiles(git)) exposure.addLabelFile(file);
  return exposure.list();
}

function tableOf(exposed: readonly ExposedProperty[]): string {
  const rows = exposed.map(({ property, path, applications, labels, first, last }) => [
    property,
    path,
    applications.join(' '),
    labels.length === 0 ? '-' : labels.join(' '),
    ...[first, last].map(({ commit, committedAtMs, author }) =>
      [commit.slice(0, 10), new Date(committedAtMs).toISOString().slice(0, 10), author].join(' '),
    ),
  ]);
  return renderTable(HEADER, rows);
}

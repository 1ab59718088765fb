import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeProblem, stackLayers } from '@vernal/core/options';
import { readLayers } from '@vernal/server-kit';

/** What a process would read in a folder. */
interface ReadOptions {
  /** With placeholders filled in. */
  readonly value: (name: string) => string | undefined;
  readonly origin: (name: string) => string | undefined;
  readonly problems: readonly string[];
}

/** A folder in which a process is started. */
export interface OptionFolder {
  readonly path: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  read(argv?: readonly string[], environment?: Record<string, string>): Promise<ReadOptions>;
  remove(): Promise<void>;
}

export async function createOptionFolder(): Promise<OptionFolder> {
  const path = await mkdtemp(join(tmpdir(), 'vernal-options-'));
  return {
    path,
    async write(files) {
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(join(path, name)), { recursive: true });
        await writeFile(join(path, name), content);
      }
    },
    async read(argv = [], environment = {}) {
      const { layers, problems } = await readLayers({ argv, environment, workingFolder: path });
      const source = stackLayers(layers);
      const value = (name: string) => {
        const entry = source.find(name);
        const resolved = entry === undefined ? undefined : source.resolve(entry);
        return resolved?.ok === true ? resolved.value : entry?.value;
      };
      const origin = (name: string) => source.find(name)?.origin;
      return { value, origin, problems: problems.map(describeProblem) };
    },
    remove: () => rm(path, { recursive: true }),
  };
}

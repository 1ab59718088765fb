import { readFile } from 'node:fs/promises';
import { messageOf } from '@vernal/core';
import { flagLayer } from '@vernal/core/options';
import { type ConfigSource, objectSource, type Scalar, scalarOf } from '@vernal/protocol/binding';
import { flattenYaml } from '@vernal/protocol/config';
import { clientError } from '../runtime/client-error.ts';
import type { LayeredSources } from './bind-config.ts';
import type { ConfigOptions } from './config-options.ts';

/**
 * Everything that is known without a server, strongest first: overrides, arguments, then, below
 * environment and config server, the local file and the defaults (client-sdk 59).
 *
 * @throws VernalError `CONFIG_INVALID` for a file that can't be read
 */
export async function localSources(options: ConfigOptions): Promise<LayeredSources> {
  const file = options.file === undefined ? [] : [await fileSource(options.file)];
  return {
    aboveEnvironment: [
      objectSource('overrides', options.overrides ?? {}),
      argumentSource(options.args ?? []),
    ],
    belowEnvironment: [...file, objectSource('defaults', options.defaults ?? {})],
  };
}

/** Arguments that are no `--name=value` belong to the service itself. */
function argumentSource(args: readonly string[]): ConfigSource {
  const { entries } = flagLayer(args.filter((argument) => /^--[^=]+=/.test(argument)));
  return { name: 'arguments', values: new Map(entries.map(({ name, value }) => [name, value])) };
}

async function fileSource(path: string): Promise<ConfigSource> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw clientError('CONFIG_INVALID', `${path} can't be read: ${messageOf(error)}`);
  });
  const documents = flattenYaml(text);
  if (!documents.ok) {
    const lines = documents.problems.map(({ path: at, problem }) => `${at}: ${problem}`);
    throw clientError('CONFIG_INVALID', `${path}: ${lines.join('; ')}`);
  }
  const values = new Map<string, Scalar>();
  for (const document of documents.value) {
    for (const [key, { value }] of document) values.set(key, scalarOf(value));
  }
  return { name: path, values };
}

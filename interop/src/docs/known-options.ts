import { busDaemon } from '@vernal/bus-broker';
import { configDaemon } from '@vernal/config-server';
import {
  defineOptions,
  findUnknownNames,
  flagLayer,
  integer,
  optionsIn,
  strayArguments,
} from '@vernal/core/options';
import { registryDaemon } from '@vernal/registry-server';
import { daemonOptions } from '@vernal/server-kit';

const upPort = { default: 0, description: 'a port of `vernal up`' };

/** What each command that takes options knows. */
const tables: Readonly<Record<string, object>> = {
  'vernal-registry': { ...daemonOptions(8761), ...registryDaemon.options },
  'vernal-config': { ...daemonOptions(8888), ...configDaemon.options },
  'vernal-bus': { ...daemonOptions(8890), ...busDaemon.options },
  'vernal up': {
    ...daemonOptions(8761),
    ...registryDaemon.options,
    ...configDaemon.options,
    ...busDaemon.options,
    ...defineOptions({
      registry: integer('vernal.up.registry.port', upPort),
      config: integer('vernal.up.config.port', upPort),
      bus: integer('vernal.up.bus.port', upPort),
      busHttp: integer('vernal.up.bus.http-port', upPort),
    }),
  },
};

/** The flags in lines of a shell that no such command knows. */
export function unknownFlags(shellText: string): readonly string[] {
  const lines = shellText.replaceAll('\\\n', ' ').split('\n');
  return lines.flatMap((line) => {
    const command = Object.keys(tables).find((name) => new RegExp(`(^|\\s)${name}\\s`).test(line));
    return command === undefined
      ? []
      : unknownTo(command, line.match(/--[a-z][^\s'"]*\.[^\s'"]*/g) ?? []);
  });
}

/** The property names that no server knows. */
export function unknownProperties(names: readonly string[]): readonly string[] {
  return unknownTo(
    'vernal up',
    names.map((name) => `--${name}=1`),
  );
}

function unknownTo(command: string, flags: readonly string[]): readonly string[] {
  const { problems } = findUnknownNames(optionsIn(tables[command] ?? {}), [flagLayer(flags)]);
  return [...strayArguments(flags), ...problems].map(
    ({ property, problem }) => `${property}: ${problem}`,
  );
}

import { busDaemon } from '@vernal/bus-broker';
import { configDaemon } from '@vernal/config-server';
import { fail, type Outcome, succeed } from '@vernal/core';
import {
  bindTable,
  describeProblem,
  findUnknownNames,
  type OptionLayer,
  optionsIn,
  stackLayers,
} from '@vernal/core/options';
import { registryDaemon } from '@vernal/registry-server';
import { daemonOptions } from '@vernal/server-kit';
import { type UpOptions, upOptions } from './up-options.ts';

/** Every option that any part of `vernal up` reads. */
const allOptions = [
  ...optionsIn(upOptions),
  ...optionsIn(daemonOptions(0)),
  ...optionsIn(registryDaemon.options),
  ...optionsIn(configDaemon.options),
  ...optionsIn(busDaemon.options),
];

/** Binds the options of `vernal up`. The problems, as lines, include names that none of the servers knows. */
export function bindUpOptions(
  layers: readonly OptionLayer[],
): Outcome<UpOptions, readonly string[]> {
  const bound = bindTable<UpOptions>(upOptions, stackLayers(layers));
  const unknown = findUnknownNames(allOptions, layers).problems;
  if (bound.ok && unknown.length === 0) return succeed(bound.value);
  return fail([...(bound.ok ? [] : bound.problem), ...unknown].map(describeProblem));
}

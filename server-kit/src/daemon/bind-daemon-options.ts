import { fail, type Outcome, succeed } from '@vernal/core';
import {
  bindTable,
  findInertNames,
  findUnknownNames,
  type InertNames,
  type OptionLayer,
  type OptionProblem,
  optionsIn,
  stackLayers,
} from '@vernal/core/options';
import type { User } from '../security/authenticator.ts';
import { configuredUsers } from '../security/configured-users.ts';
import { publicAddressProblems } from '../security/public-address.ts';
import type { DaemonDefinition } from './daemon.ts';
import { type DaemonOptions, daemonOptions } from './daemon-options.ts';

/** Everything that the options say, checked. */
export interface BoundDaemon<Options> {
  /** Those of every daemon. */
  readonly shared: DaemonOptions;
  /** The daemon's own. */
  readonly own: Options;
  readonly users: readonly User[];
  /** Names that nobody reads, to be listed once. */
  readonly ignored: readonly string[];
  /** Names that are known to have no effect, to be listed with the reason. */
  readonly inert: readonly InertNames[];
}

/** Layers, and those among them whose unknown names are this daemon's business. */
export interface DaemonLayers {
  /** From the lowest to the highest. */
  readonly all: readonly OptionLayer[];
  readonly checked: readonly OptionLayer[];
}

/** Binds all options of a daemon, or reports all problems together. */
export function bindDaemonOptions<Options extends object>(
  definition: DaemonDefinition<Options>,
  layers: DaemonLayers,
): Outcome<BoundDaemon<Options>, readonly OptionProblem[]> {
  const sharedTable = daemonOptions(definition.defaultPort);
  const source = stackLayers(layers.all);
  const shared = bindTable<DaemonOptions>(sharedTable, source);
  const own = bindTable(definition.options, source);
  const options = [...optionsIn(sharedTable), ...optionsIn(definition.options)];
  const unknown = findUnknownNames(options, layers.checked);
  const inert = findInertNames(options, layers.checked);
  const users = shared.ok ? configuredUsers(shared.value) : succeed([]);

  const problems = [shared, own, users].flatMap((bound) => (bound.ok ? [] : bound.problem));
  problems.push(...unknown.problems);
  if (shared.ok && users.ok) problems.push(...exposureProblems(shared.value, users.value));
  if (problems.length > 0 || !shared.ok || !own.ok || !users.ok) return fail(problems);
  const ignored = [...new Set(unknown.ignored.map((entry) => entry.name))];
  return succeed({ shared: shared.value, own: own.value, users: users.value, ignored, inert });
}

function exposureProblems(
  options: DaemonOptions,
  users: readonly User[],
): readonly OptionProblem[] {
  const isProtected = users.length > 0 || options.allowAnonymous;
  return isProtected ? [] : publicAddressProblems(options.address);
}

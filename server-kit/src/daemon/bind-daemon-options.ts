import { fail, type Outcome, succeed } from '@vernal/core';
import {
  bindTable,
  findInertNames,
  findUnknownNames,
  type InertNames,
  type OptionLayer,
  type OptionProblem,
  type OptionSource,
  optionsIn,
  stackLayers,
} from '@vernal/core/options';
import { configuredSecurity, type SecuritySettings } from '../security/configured-security.ts';
import { publicAddressProblems } from '../security/public-address.ts';
import { configuredTls, type TlsSettings } from '../tls/configured-tls.ts';
import type { DaemonDefinition } from './daemon.ts';
import { type DaemonOptions, daemonOptions } from './daemon-options.ts';
import { needsLogin } from './daemon-security.ts';

/** Everything that the options say, checked. */
export interface BoundDaemon<Options> {
  /** Those of every daemon. */
  readonly shared: DaemonOptions;
  /** The daemon's own. */
  readonly own: Options;
  readonly security: SecuritySettings;
  /** Undefined: plain HTTP. */
  readonly tls: TlsSettings | undefined;
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
  const access = shared.ok ? configuredAccess(shared.value) : shared;

  const problems = shared.ok && !access.ok ? [...access.problem] : [];
  problems.push(...[shared, own].flatMap((bound) => (bound.ok ? [] : bound.problem)));
  if (own.ok) problems.push(...checked(definition, own.value, source));
  problems.push(...unknown.problems);
  if (problems.length > 0 || !shared.ok || !own.ok || !access.ok) return fail(problems);
  const ignored = [...new Set(unknown.ignored.map((entry) => entry.name))];
  return succeed({ shared: shared.value, own: own.value, ...access.value, ignored, inert });
}

/** What the daemon itself says of its options, with the places of the values that it is about. */
function checked<Options>(
  { check }: DaemonDefinition<Options>,
  options: Options,
  source: OptionSource,
): readonly OptionProblem[] {
  if (check === undefined) return [];
  return check(options).map((problem) => {
    const origin = source.find(problem.property)?.origin;
    return origin === undefined ? problem : { ...problem, origin };
  });
}

/** How callers come in. */
type Access = Pick<BoundDaemon<unknown>, 'security' | 'tls'>;

function configuredAccess(options: DaemonOptions): Outcome<Access, readonly OptionProblem[]> {
  const security = configuredSecurity(options);
  const tls = configuredTls(options);
  if (!security.ok || !tls.ok) {
    return fail([security, tls].flatMap((bound) => (bound.ok ? [] : bound.problem)));
  }
  const isProtected = needsLogin(security.value, tls.value) || options.allowAnonymous;
  const problems = isProtected ? [] : publicAddressProblems(options.address);
  if (problems.length > 0) return fail(problems);
  return succeed({ security: security.value, tls: tls.value });
}

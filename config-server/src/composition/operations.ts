import type { DaemonHost } from '@vernal/server-kit';
import { Router } from 'express';
import type { Backends } from '../backends/backends.ts';
import { cloudPlatformOf } from '../domain/cloud-platform.ts';
import { EnvironmentResolver } from '../environments/environment-resolver.ts';
import { History } from '../environments/history.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { LabelResolver } from '../environments/label-resolver.ts';
import { PinCommands } from '../environments/pin-commands.ts';
import { nothingPinned, type PinnedCommits, type Pins } from '../environments/pins.ts';
import type { ResolverCaches } from '../environments/resolver-caches.ts';
import { historyRoutes } from '../http/history-routes.ts';
import { pinRoutes } from '../http/pin-routes.ts';
import type { NoteRead } from '../http/read-audit.ts';
import type { ReadingRules } from '../http/reading-rules.ts';
import type { FileParsing } from '../ports/file-parsing.ts';
import type { ChangeSweep } from '../rollout/change-sweep.ts';

/** What the endpoints of operators are made of. */
export interface OperationsParts {
  readonly pins: Pins;
  readonly backends: Backends;
  readonly labelsUnder: (pins: PinnedCommits) => LabelResolver;
  readonly resolver: EnvironmentResolver;
  readonly knownKeys: KnownKeys;
  readonly sweep: ChangeSweep;
  readonly rules: ReadingRules;
  readonly noteRead: NoteRead;
  /** For environments with their values as they are written. */
  readonly asWritten: ResolverCaches;
  readonly parsing: FileParsing;
}

/** The endpoints to look into the past, and to decide which commit is in force. */
export function operationsRoutes(
  { clock, audit, logger, environment }: DaemonHost,
  { sweep, asWritten, parsing, rules, noteRead, ...parts }: OperationsParts,
): Router {
  const history = new History({
    labels: parts.labelsUnder(nothingPinned),
    resolver: parts.resolver,
    undecrypted: new EnvironmentResolver({
      ...{ overrides: [], logger, caches: asWritten },
      platform: cloudPlatformOf(environment),
      parse: parsing.parse,
    }),
  });
  const commands = new PinCommands({ ...parts, history, clock, settleAll: () => sweep.runNow() });
  const routes = Router();
  routes.use(
    historyRoutes({ history, rules, noteRead }),
    pinRoutes({ pins: parts.pins, commands, audit, rules }),
  );
  return routes;
}

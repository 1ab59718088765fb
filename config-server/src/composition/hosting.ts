import { join } from 'node:path';
import type { Lifecycle } from '@vernal/core';
import type { AccessRule, DaemonHost } from '@vernal/server-kit';
import { Router } from 'express';
import { GitProcesses } from '../adapters/hosting/git-processes.ts';
import type { ConfigOptions } from '../config-options.ts';
import { findingLines } from '../domain/checks/finding-lines.ts';
import { hostedUri } from '../domain/hosting/hosted-repository.ts';
import { Push } from '../hosting/push.ts';
import { PushGate } from '../hosting/push-gate.ts';
import { PushLog } from '../hosting/push-log.ts';
import { isGitUrl } from '../http/hosting/git-request.ts';
import { gitRoutes } from '../http/hosting/git-routes.ts';
import type { PushCheck } from '../ports/push-check.ts';
import { hostedRepositories, hostingRoot } from './hosted-repositories.ts';

/** Git hosting, as the server is put together with it. */
export interface Hosting {
  readonly lifecycles: readonly Lifecycle[];
  readonly routes: Router;
  /** Leaves requests of Git to its routes, which know what they ask for; `rule` decides about all others. */
  readonly access: (rule: AccessRule) => AccessRule;
  /** Whether one of these addresses is that of a repository that nobody has pushed to yet. */
  readonly isAwaited: (uris: readonly string[]) => Promise<boolean>;
}

const NOT_HOSTING: Hosting = {
  lifecycles: [],
  routes: Router(),
  access: (rule) => rule,
  isAwaited: () => Promise.resolve(false),
};

/** What hosting needs of the rest of the server. */
export interface HostingNeeds {
  readonly check: PushCheck;
  /** Called when branches or tags have changed. */
  readonly onPushed: () => void;
}

/** Hosts Git repositories when `vernal.git.enabled` says so. */
export function createHosting(
  options: ConfigOptions,
  host: DaemonHost,
  { check, onPushed }: HostingNeeds,
): Hosting {
  if (!options.gitEnabled) return NOT_HOSTING;
  const { gitPath: path } = options;
  const repositories = hostedRepositories(options);
  const { maxPushBytes, checkMaxFindings } = options;
  const processes = new GitProcesses({
    root: hostingRoot(host.dataDir),
    hooksFolder: join(host.dataDir, 'git-hooks'),
    repositories,
    environment: host.environment,
    maxPushBytes,
    maxProcesses: options.maxGitProcesses,
    timeoutMs: options.gitTimeoutMs,
    timers: host.timers,
    logger: host.logger,
  });
  const log = new PushLog(host.audit, host.metrics);
  const gate = new PushGate({
    check,
    describe: (findings) => findingLines(findings, checkMaxFindings),
  });
  const routes = gitRoutes({
    path,
    repositories: new Map(repositories.map((one) => [one.name, one])),
    host: processes,
    maxPushBytes,
    audit: host.audit,
    begin: (origin) => new Push(origin, gate),
    settle(push) {
      if (log.record(push)) onPushed();
    },
  });
  const access =
    (rule: AccessRule): AccessRule =>
    (request, caller) =>
      isGitUrl(request.url ?? '', path) || rule(request, caller);
  const isAwaited = async (uris: readonly string[]) => {
    const names = repositories
      .map(({ name }) => name)
      .filter((name) => uris.includes(hostedUri(name)));
    const empty = await Promise.all(names.map((name) => processes.isEmpty(name)));
    return empty.includes(true);
  };
  return { lifecycles: [processes], routes, access, isAwaited };
}

import { join } from 'node:path';
import { VernalError } from '@vernal/core';
import type { DaemonHost } from '@vernal/server-kit';
import { openRepository } from './adapters/git/open-repository.ts';
import { parseRepositoryAddress } from './adapters/git/repository-address.ts';
import { absentRepository } from './backends/absent-repository.ts';
import {
  type Backend,
  type BackendSource,
  identifiedByCommits,
  singleBackend,
} from './backends/backend.ts';
import { Backends } from './backends/backends.ts';
import { type Team, TeamBackends } from './backends/team-backends.ts';
import { TemplateBackends } from './backends/template-backends.ts';
import type { ConfigOptions } from './config-options.ts';
import { repositoryPattern } from './domain/repository-patterns.ts';
import { isUriTemplate } from './domain/uri-template.ts';
import type { GitOptions, TeamRepositoryOptions } from './options/git-options.ts';

/**
 * Builds the backends that the options name.
 *
 * @throws VernalError `OPTIONS_INVALID` when there is none, or one that this server does not have
 */
export function createBackends(options: ConfigOptions, host: DaemonHost): Backends {
  const opening: Opening = {
    options,
    host,
    close: (backend) => void backends.close(backend.repository),
  };
  const backends: Backends = new Backends(sourcesOf(opening));
  return backends;
}

/** What every backend is opened with. */
interface Opening {
  readonly options: ConfigOptions;
  readonly host: DaemonHost;
  readonly close: (backend: Backend) => void;
}

function sourcesOf(opening: Opening): readonly BackendSource[] {
  const { options } = opening;
  const { serverDefaultLabel, defaultLabel } = options;
  return [gitSource({ ...options, defaultLabel: serverDefaultLabel ?? defaultLabel }, opening)];
}

/** A repository, and those of teams besides. */
function gitSource(
  git: GitOptions & { readonly teamRepositories: ReadonlyMap<string, TeamRepositoryOptions> },
  opening: Opening,
): BackendSource {
  const shared = repositorySource(git, opening);
  if (git.teamRepositories.size === 0) return shared;
  const teams = [...git.teamRepositories].map(([name, team]): Team => {
    const patterns = team.patterns.length === 0 ? [name] : team.patterns;
    return {
      owns: repositoryPattern(patterns),
      source: repositorySource(inherit(team, git), opening),
    };
  });
  const whileUnread = opening.options.holdBroken ? 'fail' : 'serve shared';
  return new TeamBackends(teams, { shared, whileUnread });
}

/** What a team's repository takes over when it says nothing of its own (config-protocol 4.5). */
function inherit(team: GitOptions, parent: GitOptions): GitOptions {
  const credentials = team.username === undefined && team.password === undefined ? parent : team;
  return {
    ...team,
    username: credentials.username,
    password: credentials.password,
    timeoutMs: team.timeoutMs ?? parent.timeoutMs,
    refreshRateMs: team.refreshRateMs ?? parent.refreshRateMs,
    skipSslValidation: team.skipSslValidation || parent.skipSslValidation,
  };
}

function repositorySource(git: GitOptions, opening: Opening): BackendSource {
  const { uri } = git;
  if (uri === undefined) {
    const message =
      'spring.cloud.config.server.git.uri is missing: which repository shall be served?';
    throw new VernalError('OPTIONS_INVALID', message);
  }
  if (!isUriTemplate(uri)) return singleBackend(gitBackend(git, uri, opening));
  return new TemplateBackends({
    template: uri,
    defaultLabel: git.defaultLabel,
    limit: opening.options.maxRepositories,
    open: (filled) => gitBackend(git, filled, opening),
    close: opening.close,
    absent: backendOver(absentRepository(uri), git),
  });
}

function gitBackend(git: GitOptions, uri: string, { options, host }: Opening): Backend {
  const address = parseRepositoryAddress(uri);
  const credentials =
    git.password === undefined
      ? address.credentials
      : { username: git.username ?? '', password: git.password };
  const repository = openRepository({
    address: { ...address, ...(credentials === undefined ? {} : { credentials }) },
    mirrorsDir: git.basedir ?? join(host.dataDir, 'mirrors'),
    refreshRateMs: git.refreshRateMs ?? options.refreshRateMs,
    pollIntervalMs: options.pollIntervalMs,
    timeoutMs: git.timeoutMs ?? options.timeoutMs,
    environment: process.env,
    clock: host.clock,
    timers: host.timers,
    logger: host.logger,
  });
  return backendOver(repository, git);
}

function backendOver(repository: Backend['repository'], git: GitOptions): Backend {
  return {
    repository,
    searchPaths: ['/', ...git.searchPaths],
    labels: git,
    identify: identifiedByCommits,
  };
}

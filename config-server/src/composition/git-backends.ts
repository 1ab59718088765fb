import { join } from 'node:path';
import { openRepository } from '../adapters/git/open-repository.ts';
import {
  parseRepositoryAddress,
  type RepositoryAddress,
} from '../adapters/git/repository-address.ts';
import { absentRepository } from '../backends/absent-repository.ts';
import {
  type Backend,
  type BackendSource,
  identifiedByCommits,
  singleBackend,
} from '../backends/backend.ts';
import { type Team, TeamBackends } from '../backends/team-backends.ts';
import { TemplateBackends } from '../backends/template-backends.ts';
import { hostedNameOf } from '../domain/hosting/hosted-repository.ts';
import { ANSWER_RULES } from '../domain/release-train.ts';
import { repositoryPattern } from '../domain/repository-patterns.ts';
import { choosesHost, isUriTemplate } from '../domain/uri-template.ts';
import type { GitOptions, TeamRepositoryOptions } from '../options/git-options.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';
import type { BackendNeeds } from './backend-needs.ts';
import { transportOf } from './git-transport.ts';
import { hostedAddress } from './hosted-repositories.ts';
import { inherit } from './inherited-git-options.ts';

const NO_HOST =
  'a placeholder can not stand for the host of a repository: nothing is served from this address';

/** A repository, and those of teams besides. */
export function gitSource(
  git: GitOptions & { readonly teamRepositories: ReadonlyMap<string, TeamRepositoryOptions> },
  needs: BackendNeeds,
): BackendSource {
  const shared = repositorySource(git, needs);
  if (git.teamRepositories.size === 0) return shared;
  const teams = [...git.teamRepositories].map(([name, team]): Team => {
    const patterns = team.patterns.length === 0 ? [name] : team.patterns;
    return {
      owns: repositoryPattern(patterns),
      source: repositorySource(inherit(team, git), {
        ...needs,
        place: `${needs.place}.repos.${name}`,
      }),
    };
  });
  const whileUnread = needs.options.holdBroken ? 'fail' : 'serve shared';
  return new TeamBackends(teams, { shared, whileUnread });
}

function repositorySource(git: GitOptions, needs: BackendNeeds): BackendSource {
  const { uri } = git;
  const option = `${needs.place}.uri`;
  if (uri === undefined) return singleBackend(backendOver(absentRepository(option), git, needs));
  if (choosesHost(uri)) needs.host.logger.warn(NO_HOST, { option });
  if (!isUriTemplate(uri)) {
    const address = parseRepositoryAddress(uri).uri;
    const known = needs.repositories.get(address);
    const repository = known ?? openGit(git, uri, needs, option);
    needs.repositories.set(address, repository);
    return singleBackend(backendOver(repository, git, needs));
  }
  return new TemplateBackends({
    template: uri,
    defaultLabel: git.defaultLabel,
    limit: needs.options.maxRepositories,
    open: (filled) => backendOver(openGit(git, filled, needs), git, needs),
    close: needs.close,
    absent: backendOver(absentRepository(uri), git, needs),
  });
}

/** @param option what has the address, unless queries complete it: many lead nowhere */
function openGit(
  git: GitOptions,
  uri: string,
  needs: BackendNeeds,
  option?: string,
): ConfigRepository {
  const { options, host, hosts, readers, trees } = needs;
  const address = addressOf(git, uri, needs);
  if (address === undefined) return absentRepository(uri);
  return openRepository({
    address,
    ...(option === undefined ? {} : { option }),
    mirrorsDir: git.basedir ?? join(host.dataDir, 'mirrors'),
    refreshRateMs: git.refreshRateMs ?? options.refreshRateMs,
    pollIntervalMs: options.pollIntervalMs,
    timeoutMs: git.timeoutMs ?? options.timeoutMs,
    deletedLabels: git.deleteUntrackedBranches ? 'forget' : 'keep',
    mayBeAwayAtStart: !git.cloneOnStart,
    ...transportOf(git, address.uri),
    ...(options.historyDepth === undefined ? {} : { depth: options.historyDepth }),
    hosts,
    readers,
    trees,
    environment: host.environment,
    clock: host.clock,
    timers: host.timers,
    random: host.random,
    logger: host.logger,
  });
}

/** With the credentials of the options, else those that the address carries. */
function addressOf(
  git: GitOptions,
  uri: string,
  { options, host }: BackendNeeds,
): RepositoryAddress | undefined {
  if (hostedNameOf(uri) !== undefined) return hostedAddress(uri, options, host.dataDir);
  const address = parseRepositoryAddress(uri);
  if (git.password === undefined) return address;
  return { ...address, credentials: { username: git.username ?? '', password: git.password } };
}

function backendOver(
  repository: ConfigRepository,
  git: GitOptions,
  { options }: BackendNeeds,
): Backend {
  return {
    repository,
    searchPaths: ['/', ...git.searchPaths],
    labels: git,
    identify: identifiedByCommits(ANSWER_RULES[options.releaseTrain].gitState),
  };
}

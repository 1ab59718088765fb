import type { ConfigKey } from '@vernal/protocol/bus';
import type { HealthIndicator, HealthReport } from '@vernal/server-kit';
import type { Backend } from '../backends/backend.ts';
import type { Backends } from '../backends/backends.ts';
import { OVERRIDES } from '../domain/overrides.ts';
import { describeBrokenFile } from '../environments/broken-file.ts';
import type { EnvironmentResolver } from '../environments/environment-resolver.ts';
import type { HeldCommits } from '../environments/held-commits.ts';
import type { LabelResolver } from '../environments/label-resolver.ts';

/** Held keys listed in health at most; the rollout endpoint lists all. */
const MAX_LISTED = 20;

/** The query that Spring's health makes by default (config-protocol 1.10). */
const PROBE: ConfigKey = { application: 'app', profiles: 'default', label: null };

/** What health is told from. */
export interface ConfigHealthParts {
  readonly backends: Backends;
  readonly labels: LabelResolver;
  readonly resolver: EnvironmentResolver;
  readonly held: HeldCommits;
}

/**
 * Component `configServer` as Spring has it: DOWN when the query of a client without files of its own
 * can't be answered. It reads what is there and never waits for a remote.
 */
export function configServerHealth({ labels, resolver }: ConfigHealthParts): HealthIndicator {
  return {
    name: 'configServer',
    async check() {
      const commits = await labels.commitsOf(PROBE);
      if (!commits.ok) return down(`no such label: ${commits.problem}`);
      const resolution = await resolver.resolve(PROBE, commits.value);
      if (!resolution.ok) return held(describeBrokenFile(resolution.problem));
      const sources = resolution.value.layers
        .map((layer) => layer.name)
        .filter((name) => name !== OVERRIDES);
      const found = sources.length === 0 ? {} : { sources };
      const repository = {
        ...found,
        name: PROBE.application,
        profiles: [PROBE.profiles],
        label: null,
      };
      return { status: 'UP', details: { repositories: [repository] } };
    },
  };
}

/**
 * Component `configRepository`: DOWN only while nothing can be served. A remote that is away and
 * commits that are held are details: what is served is old, but right.
 */
export function configRepositoryHealth({
  backends,
  held: heldCommits,
}: ConfigHealthParts): HealthIndicator {
  return {
    name: 'configRepository',
    check() {
      const all = backends.all();
      const [only, ...others] = all.slice(0, MAX_LISTED).map(describeRepository);
      const repositories = others.length === 0 ? only : { repositories: [only, ...others] };
      return {
        status: all.length === 0 || all.some(isAvailable) ? 'UP' : 'DOWN',
        details: { ...repositories, held: describeHeld(heldCommits) },
      };
    },
  };
}

function isAvailable({ repository }: Backend): boolean {
  return repository.status.available;
}

function describeRepository({ repository }: Backend): object {
  const { checkedAt, problem } = repository.status;
  return {
    uri: repository.uri,
    ...(checkedAt === undefined ? {} : { checkedAt: new Date(checkedAt).toISOString() }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function describeHeld(held: HeldCommits): readonly object[] {
  return held
    .all()
    .slice(0, MAX_LISTED)
    .map(({ application, profiles, label, brokenFile }) => ({
      application,
      profiles,
      label,
      problem: describeBrokenFile(brokenFile),
    }));
}

/** A broken file is no reason to take the server away from those who read the last good commit. */
function held(problem: string): HealthReport {
  return { status: 'UP', details: { problem } };
}

function down(error: string): HealthReport {
  const repository = { application: PROBE.application, profiles: PROBE.profiles };
  return { status: 'DOWN', details: { repository, error } };
}

import type { ConfigKey } from '@vernal/protocol/bus';
import type { HealthIndicator, HealthReport } from '@vernal/server-kit';
import { OVERRIDES } from '../domain/overrides.ts';
import { describeBrokenFile } from '../environments/broken-file.ts';
import type { EnvironmentResolver } from '../environments/environment-resolver.ts';
import type { HeldCommits } from '../environments/held-commits.ts';
import type { LabelResolver } from '../environments/label-resolver.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';

/** Held keys listed in health at most; the rollout endpoint lists all. */
const MAX_LISTED = 20;

/** The query that Spring's health makes by default (config-protocol 1.10). */
const PROBE: ConfigKey = { application: 'app', profiles: 'default', label: null };

/** What health is told from. */
export interface ConfigHealthParts {
  readonly repository: ConfigRepository;
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
      const commits = await labels.commitsOf(PROBE.label);
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
  repository,
  held: heldCommits,
}: ConfigHealthParts): HealthIndicator {
  return {
    name: 'configRepository',
    check() {
      const { available, checkedAt, problem } = repository.status;
      return {
        status: available ? 'UP' : 'DOWN',
        details: {
          uri: repository.uri,
          ...(checkedAt === undefined ? {} : { checkedAt: new Date(checkedAt).toISOString() }),
          ...(problem === undefined ? {} : { problem }),
          held: describeHeld(heldCommits),
        },
      };
    },
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

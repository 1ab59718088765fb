import type { RepositoryPattern } from '../domain/repository-patterns.ts';
import type { Backend, BackendKey, BackendSource } from './backend.ts';

/** A repository of the applications that a pattern names. */
export interface Team {
  readonly owns: RepositoryPattern;
  readonly source: BackendSource;
}

/** What keys get that belong to no team, or to one whose repository was never read. */
export interface TeamRules {
  readonly shared: BackendSource;
  /**
   * Spring serves the shared repository while that of the team can't be read: other properties, and nobody
   * notices. Here the team's applications get an error, unless Spring's behaviour is asked for.
   */
  readonly whileUnread: 'fail' | 'serve shared';
}

/** Repositories by pattern: the first whose pattern matches (config-protocol 4.5). */
export class TeamBackends implements BackendSource {
  readonly #teams: readonly Team[];
  readonly #rules: TeamRules;

  constructor(teams: readonly Team[], rules: TeamRules) {
    this.#teams = teams;
    this.#rules = rules;
  }

  of(key: BackendKey): Backend {
    const { shared, whileUnread } = this.#rules;
    const team = this.#teams.find(({ owns }) => owns(key.application, key.profiles));
    if (team === undefined) return shared.of(key);
    const backend = team.source.of(key);
    const standIn = whileUnread === 'serve shared' && !backend.repository.status.available;
    return standIn ? shared.of(key) : backend;
  }

  all(): readonly Backend[] {
    const sources = [this.#rules.shared, ...this.#teams.map(({ source }) => source)];
    return sources.flatMap((source) => source.all());
  }
}

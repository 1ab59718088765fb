import { type Clock, codeOf, fail, messageOf, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey, PinAction, PinDecision } from '@vernal/protocol/bus';
import type { Backends } from '../backends/backends.ts';
import { namesOf } from '../domain/config-query.ts';
import type { NewDecision } from '../domain/pins.ts';
import { describeBrokenFile } from './broken-file.ts';
import type { EnvironmentResolver } from './environment-resolver.ts';
import type { History } from './history.ts';
import type { KnownKeys } from './known-keys.ts';
import type { LabelledCommit, LabelResolver } from './label-resolver.ts';
import type { PinnedCommits, Pins } from './pins.ts';

/** What an operator says about an application. */
export interface PinRequest {
  readonly application: string;
  /** The default label when null. */
  readonly label: string | null;
  readonly by: string;
  readonly reason?: string;
}

/** Why nothing was changed: it is not there, it would not do, or it could not be kept across a restart. */
export interface PinProblem {
  readonly kind: 'unknown' | 'refused' | 'unkept';
  readonly problem: string;
}

/** What commands work with. */
export interface PinCommandsParts {
  readonly pins: Pins;
  readonly backends: Backends;
  /** A label resolver under other pins than those in force. */
  readonly labelsUnder: (pins: PinnedCommits) => LabelResolver;
  readonly resolver: EnvironmentResolver;
  readonly knownKeys: KnownKeys;
  readonly history: History;
  readonly clock: Clock;
  /** Puts in force what was decided, and tells the services. */
  readonly settleAll: () => Promise<void>;
}

const UNUSABLE = 'CONFIG_STORE_UNUSABLE';

/** The commands of operators over which commit an application runs with (design decision 4). */
export class PinCommands {
  readonly #parts: PinCommandsParts;

  constructor(parts: PinCommandsParts) {
    this.#parts = parts;
  }

  /** Keeps an application where it is now. */
  async hold(request: PinRequest): Promise<Outcome<PinDecision, PinProblem>> {
    const current = await this.#inForce(request);
    if (!current.ok) return current;
    const commits = current.value.map(({ commit }) => commit).filter((commit) => commit !== '');
    return this.#put(request, 'hold', [...new Set(commits)]);
  }

  /** Puts a commit in force, named by its id, a tag or a branch of now, and keeps the application there. */
  async pin(request: PinRequest, commit: string): Promise<Outcome<PinDecision, PinProblem>> {
    const backends = await this.#parts.backends.open(keyOf(request));
    const ids = await Promise.all(backends.map(({ repository }) => repository.commitOf(commit)));
    const found = ids.filter((id) => id !== undefined);
    if (found.length === 0) return unknown(`there is no commit ${commit}`);
    return this.#put(request, 'pin', [...new Set(found)]);
  }

  /** Puts the last commit in force at which the application read something else, and keeps it there. */
  async rollback(request: PinRequest): Promise<Outcome<PinDecision, PinProblem>> {
    const current = await this.#inForce(request);
    if (!current.ok) return current;
    const keys = this.#keysOf(request);
    const commit = await this.#parts.history.commitBefore(keys, current.value);
    if (commit === undefined) return unknown('no earlier commit has another configuration');
    return this.#put(request, 'rollback', [commit]);
  }

  /** Lets an application follow its label again. */
  async release(request: PinRequest): Promise<Outcome<PinDecision, PinProblem>> {
    const { pins } = this.#parts;
    const { application } = request;
    const label = this.#labelOf(request);
    const pin = pins.find(application, label);
    if (pin === undefined) return unknown(`${application} is not pinned at ${label}`);
    const { commits } = pin;
    return this.#decide(this.#decision(request, 'release', commits));
  }

  async #put(
    request: PinRequest,
    action: PinAction,
    commits: readonly string[],
  ): Promise<Outcome<PinDecision, PinProblem>> {
    const pin = this.#decision(request, action, commits);
    const problem = await this.#problemUnder(pin, this.#keysOf(request));
    return problem === undefined ? this.#decide(pin) : fail({ kind: 'refused', problem });
  }

  async #decide(decision: NewDecision): Promise<Outcome<PinDecision, PinProblem>> {
    const { pins, settleAll } = this.#parts;
    const decided = await pins.decide(decision).then(succeed, unkept);
    if (decided.ok) await settleAll();
    return decided;
  }

  #decision(request: PinRequest, action: PinAction, commits: readonly string[]): NewDecision {
    const { application, by, reason } = request;
    const label = this.#labelOf(request);
    const given = reason === undefined ? {} : { reason };
    return { application, label, commits, action, by, at: this.#parts.clock.now(), ...given };
  }

  /** Why a pin can't be served to those who read it. */
  async #problemUnder(pin: NewDecision, keys: readonly ConfigKey[]): Promise<string | undefined> {
    const { labelsUnder, resolver } = this.#parts;
    const commitsOf = (_applications: string, label: string) =>
      label === pin.label ? pin.commits : [];
    const labels = labelsUnder({ stamp: '', commitsOf });
    for (const key of keys) {
      const commits = await labels.commitsOf(key);
      if (!commits.ok) return `there is no label ${commits.problem}`;
      const resolution = await resolver.resolve(key, commits.value);
      if (!resolution.ok) return describeBrokenFile(resolution.problem);
    }
    return undefined;
  }

  /** The commits that the application runs with: those of the query that changed last. */
  async #inForce(request: PinRequest): Promise<Outcome<readonly LabelledCommit[], PinProblem>> {
    const { knownKeys, labelsUnder, pins } = this.#parts;
    const labels = labelsUnder(pins);
    const [latest] = this.#keysOf(request)
      .flatMap((key) => knownKeys.get(key) ?? [])
      .sort((left, right) => right.changedAt - left.changedAt);
    if (latest !== undefined) return succeed(labels.commitsAt(latest, latest.revision));
    const commits = await labels.commitsOf(keyOf(request));
    return commits.ok ? commits : unknown(`there is no label ${commits.problem}`);
  }

  /** The queries that were asked for the application at the label; if there was none, the simplest. */
  #keysOf(request: PinRequest): readonly ConfigKey[] {
    const label = this.#labelOf(request);
    const asked = this.#parts.knownKeys
      .all()
      .filter((known) => namesOf(known.application).includes(request.application))
      .filter((known) => this.#labelOf(known) === label);
    return asked.length > 0 ? asked : [keyOf(request)];
  }

  #labelOf({ application, label }: Pick<PinRequest, 'application' | 'label'>): string {
    const [backend] = this.#parts.backends.of(keyOf({ application, label }));
    return label ?? backend?.labels.defaultLabel ?? '';
  }
}

function keyOf({ application, label }: Pick<PinRequest, 'application' | 'label'>): ConfigKey {
  return { application, profiles: 'default', label };
}

/** A full disk is something to be told of. */
function unkept(error: unknown): Outcome<never, PinProblem> {
  if (codeOf(error) !== UNUSABLE) throw error;
  return fail({
    kind: 'unkept',
    problem: `${UNUSABLE}: nothing was changed: ${messageOf(error)}`,
  });
}

function unknown(problem: string): Outcome<never, PinProblem> {
  return fail({ kind: 'unknown', problem });
}

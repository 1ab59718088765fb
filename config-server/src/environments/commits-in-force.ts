import { type Clock, fail, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import { configKeyText } from '../domain/config-query.ts';
import type { DecryptedLayers } from '../domain/decrypt-layers.ts';
import type { Announcements } from '../ports/announcements.ts';
import type { KnownKey } from '../ports/key-store.ts';
import { type AnnouncedStates, knownFrom } from './announced-states.ts';
import type { BrokenFile } from './broken-file.ts';
import { effectiveChange } from './effective-change.ts';
import type { EnvironmentResolver } from './environment-resolver.ts';
import type { HeldCommits } from './held-commits.ts';
import type { InForce, NothingInForce } from './in-force.ts';
import type { KnownKeys } from './known-keys.ts';
import { type LabelledCommit, type LabelResolver, revisionOf } from './label-resolver.ts';

/** How many commits are tried for a key that has no last good one. */
const MAX_FALLBACKS = 5;

/** What a key's label means now; the label when it means nothing. */
type NewestCommits = Outcome<readonly LabelledCommit[], string>;

/** What was decided about a key. */
interface Decision {
  readonly outcome: Outcome<InForce, NothingInForce>;
  /** The key when others have to be told its commit: it is known since now, or advanced to a change. */
  readonly news?: KnownKey | undefined;
}

/** What the rule of held commits works with. */
export interface CommitsInForceParts {
  readonly labels: LabelResolver;
  readonly resolver: EnvironmentResolver;
  readonly knownKeys: KnownKeys;
  readonly held: HeldCommits;
  readonly announcements: Announcements;
  /** What the other config servers announced. */
  readonly announcedStates: AnnouncedStates;
  readonly clock: Clock;
  /** `vernal.config.hold-broken`. */
  readonly holdBroken: boolean;
}

/**
 * Decides which commit each key runs with: it only advances to a commit that resolves, and an advance
 * that changes the effective properties is announced (design decisions 4 and 5).
 */
export class CommitsInForce {
  readonly #parts: CommitsInForceParts;
  /** One decision at a time per key: a change must not be announced twice, nor lost. */
  readonly #deciding = new Map<string, Promise<unknown>>();

  constructor(parts: CommitsInForceParts) {
    this.#parts = parts;
  }

  /** Puts the newest commit of the key's label in force if it resolves, and says what is in force then. */
  settle(key: ConfigKey): Promise<Outcome<InForce, NothingInForce>> {
    return this.#inTurn(key, async () => {
      const { outcome, news } = await this.#decide(key, await this.#newest(key));
      if (news !== undefined) this.#parts.announcements.announceState(news);
      return outcome;
    });
  }

  /**
   * Like `settle`, for who needs no answer and announces the state of the key: a key whose label did not move is not
   * resolved.
   * @returns whether there is a state to announce
   */
  follow(key: ConfigKey): Promise<boolean> {
    return this.#inTurn(key, async () => {
      const newest = await this.#newest(key);
      if (this.#isInForce(key, newest)) return false;
      return (await this.#decide(key, newest)).news !== undefined;
    });
  }

  /** The keys that a change may concern: those that are known, and those that were asked for while a file was broken. */
  keys(): readonly ConfigKey[] {
    const { knownKeys, held } = this.#parts;
    const unknown = held.all().filter((key) => knownKeys.get(key) === undefined);
    return [...knownKeys.all(), ...unknown];
  }

  /** Whether a revision is the one that the key runs with. */
  isAt(key: ConfigKey, revision: string): boolean {
    return this.#parts.knownKeys.get(key)?.revision === revision;
  }

  /** Whether another server announced a revision that is not in force here. */
  isBehind(key: ConfigKey, revision: string): boolean {
    const isAnnounced = this.#parts.announcedStates.find(key)?.commit === revision;
    return isAnnounced && !this.isAt(key, revision);
  }

  #isInForce(key: ConfigKey, newest: NewestCommits): boolean {
    return newest.ok && this.isAt(key, revisionOf(newest.value)) && !this.#parts.held.has(key);
  }

  #inTurn<Result>(key: ConfigKey, decide: () => Promise<Result>): Promise<Result> {
    const keyText = configKeyText(key);
    const before = this.#deciding.get(keyText) ?? Promise.resolve();
    const decided = before.catch(() => undefined).then(decide);
    this.#deciding.set(keyText, decided);
    const forget = () => {
      if (this.#deciding.get(keyText) === decided) this.#deciding.delete(keyText);
    };
    decided.then(forget, forget);
    return decided;
  }

  /** Asked for in turn: an older answer must not overtake a newer one. */
  async #newest(key: ConfigKey): Promise<NewestCommits> {
    await this.#takeOver(key);
    return this.#parts.labels.commitsOf(key);
  }

  async #decide(key: ConfigKey, newest: NewestCommits): Promise<Decision> {
    const { resolver, knownKeys, held } = this.#parts;
    if (!newest.ok) {
      held.release(key);
      return { outcome: fail({ kind: 'unknown-label', label: newest.problem }) };
    }
    const revision = revisionOf(newest.value);
    const resolution = await resolver.resolve(key, newest.value);
    if (!resolution.ok) return this.#holdBack(key, revision, resolution.problem);
    held.release(key);
    const known = knownKeys.get(key);
    const outcome = succeed({ revision, commits: newest.value, environment: resolution.value });
    if (known === undefined) return { outcome, news: await this.#meet(key, revision) };
    if (known.revision === revision) return { outcome };
    return { outcome, news: await this.#advance(known, revision, resolution.value) };
  }

  /** A key that only others were asked for goes on from what they announced. */
  async #takeOver(key: ConfigKey): Promise<void> {
    const { knownKeys, announcedStates } = this.#parts;
    const state = knownKeys.get(key) === undefined ? announcedStates.find(key) : undefined;
    if (state !== undefined) await knownKeys.meet(knownFrom(state));
  }

  async #holdBack(key: ConfigKey, revision: string, brokenFile: BrokenFile): Promise<Decision> {
    this.#parts.held.hold(key, revision, brokenFile);
    for (const lastGood of this.#lastGoodRevisions(key)) {
      const environment = await this.#resolveAt(key, lastGood);
      if (environment === undefined) continue;
      const isNew = this.#parts.knownKeys.get(key) === undefined;
      const news = isNew ? await this.#meet(key, lastGood) : undefined;
      const commits = this.#parts.labels.commitsAt(key, lastGood);
      return { outcome: succeed({ revision: lastGood, commits, environment, brokenFile }), news };
    }
    return { outcome: fail({ kind: 'broken', brokenFile }) };
  }

  /** The key's own, then those of others at the same label: a service that is new can start, too. */
  #lastGoodRevisions(key: ConfigKey): readonly string[] {
    const { labels, knownKeys, holdBroken } = this.#parts;
    if (!holdBroken) return [];
    const own = knownKeys.get(key);
    if (own !== undefined) return [own.revision];
    const others = knownKeys.all().filter((known) => labels.readAlike(known, key));
    const latestFirst = others.toSorted((left, right) => right.changedAt - left.changedAt);
    return [...new Set(latestFirst.map((known) => known.revision))].slice(0, MAX_FALLBACKS);
  }

  /** The first answer for a key is no change: it is announced as state only. */
  async #meet(
    { application, profiles, label }: ConfigKey,
    revision: string,
  ): Promise<KnownKey | undefined> {
    const { knownKeys, clock } = this.#parts;
    const known: KnownKey = {
      application,
      profiles,
      label,
      revision,
      announced: revision,
      changedKeys: [],
      changedAt: clock.now(),
      eventId: '',
      told: true,
    };
    return (await knownKeys.meet(known)) ? known : undefined;
  }

  async #advance(
    known: KnownKey,
    revision: string,
    environment: DecryptedLayers,
  ): Promise<KnownKey | undefined> {
    const { knownKeys, announcements, announcedStates, clock } = this.#parts;
    const toldElsewhere = announcedStates.alreadyTold(known, revision);
    if (toldElsewhere !== undefined) {
      await knownKeys.save(toldElsewhere);
      return undefined;
    }
    const before = await this.#resolveAt(known, known.revision);
    const changed = effectiveChange(before, environment);
    if (changed.length === 0) {
      knownKeys.move(known, revision);
      return undefined;
    }
    const advanced: KnownKey = {
      ...known,
      revision,
      announced: revision,
      changedKeys: changed,
      changedAt: clock.now(),
      eventId: announcements.eventIdFor(known.application, `${known.eventId} ${revision}`),
      told: false,
    };
    // Kept first: a process that dies between the two tells it after its restart.
    await knownKeys.save(advanced);
    return advanced;
  }

  /** undefined when the commit can't be read any more, e.g. after a forced push and a collection. */
  async #resolveAt(key: ConfigKey, revision: string): Promise<DecryptedLayers | undefined> {
    const commits = this.#parts.labels.commitsAt(key, revision);
    const resolution = await this.#parts.resolver.resolve(key, commits).catch(() => undefined);
    return resolution?.ok === true ? resolution.value : undefined;
  }
}

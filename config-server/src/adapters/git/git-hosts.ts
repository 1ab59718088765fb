import type { Clock } from '@vernal/core';
import { hostOf } from './repository-address.ts';
import { Slots } from './slots.ts';

const MINUTE_MS = 60_000;
/** Mirrors that are opened at once, which takes processes, but no host. */
const OPENED_AT_ONCE = 8;

/** How much one Git host is asked, however many repositories it has. */
export interface HostLimits {
  /** Checks at once, first fetches too; more wait in line. */
  readonly checksAtOnce: number;
  /** Checks that nobody waits for, evenly spread. */
  readonly pollsPerMinute: number;
}

/** What the repositories of one Git host share. */
export class GitHost {
  readonly #clock: Clock;
  readonly #slots: Slots;
  readonly #pollGapMs: number;
  #nextPollAt = 0;

  constructor({ checksAtOnce, pollsPerMinute }: HostLimits, clock: Clock) {
    this.#clock = clock;
    this.#slots = new Slots(checksAtOnce);
    this.#pollGapMs = MINUTE_MS / pollsPerMinute;
  }

  /** Runs a check as soon as fewer than the limit run, in the order of asking. */
  check(run: () => Promise<void>): Promise<void> {
    return this.#slots.run(run);
  }

  /** Takes the next turn to poll; returns the milliseconds until it has come. */
  takePollTurn(): number {
    const now = this.#clock.now();
    const at = Math.max(now, this.#nextPollAt);
    this.#nextPollAt = at + this.#pollGapMs;
    return at - now;
  }
}

/** The Git hosts of the server, each with limits of its own. */
export class GitHosts {
  readonly #limits: HostLimits;
  readonly #clock: Clock;
  readonly #hosts = new Map<string, GitHost>();
  readonly #opened = new Slots(OPENED_AT_ONCE);

  constructor(limits: HostLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** The host of a repository. Addresses choose their host in the options, never by a request. */
  of(uri: string): GitHost {
    const name = hostOf(uri);
    const known = this.#hosts.get(name) ?? new GitHost(this.#limits, this.#clock);
    this.#hosts.set(name, known);
    return known;
  }

  /** Opens a mirror when its turn has come, however its host is doing. */
  open<Result>(run: () => Promise<Result>): Promise<Result> {
    return this.#opened.run(run);
  }
}

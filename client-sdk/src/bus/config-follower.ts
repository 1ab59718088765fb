import type { Bus } from '@vernal/bus';
import { type Cancel, messageOf } from '@vernal/core';
import type { Acknowledgement, ConfigKey, RunningCommit } from '@vernal/protocol/bus';
import type { ConfigStore } from '../config/config-store.ts';
import type { ConfigUpdater, ReloadOutcome } from '../config/config-updater.ts';
import { type Backoff, createBackoff } from '../pacing/backoff.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** What a follower connects. */
export interface ConfigFollowerOptions {
  readonly bus: Bus;
  readonly key: ConfigKey;
  readonly updater: ConfigUpdater;
  readonly store: Pick<ConfigStore<unknown>, 'version' | 'revision'>;
  readonly instanceId: () => string;
  /** Each refresh waits a random part of this, so that a fleet does not fetch in one instant. */
  readonly jitterMs: number;
}

/** Times the jitter of refreshes: to tell that all is well must keep no other instance from getting there. */
const GOOD_NEWS_SPREAD = 3;

/** What the bus told: to reach a commit, or, with Spring's event, whatever is newest. */
interface Told {
  readonly eventId: string;
  readonly commit: string | undefined;
  /** Of the configuration when it was told. */
  readonly revision: number;
}

/** What is acknowledged, besides who acknowledges. */
type Finding = Pick<Acknowledgement, 'commit' | 'outcome' | 'problem' | 'running'>;

/**
 * Brings the commit that the bus announces into force and acknowledges it (bus-protocol C.2, C.3). What
 * counts is the state, not the event: a commit that is in force already is acknowledged without a
 * fetch, and one that could not be fetched is tried until it can.
 */
export class ConfigFollower {
  readonly #options: ConfigFollowerOptions;
  readonly #runtime: Runtime;
  readonly #backoff: Backoff;
  readonly #cancels: readonly Cancel[];
  #told: Told | undefined;
  #acknowledged: Acknowledgement | undefined;
  /** What goes on while a later commit is refused, or can't be had. */
  #running: RunningCommit | undefined;
  #cancelTimer: Cancel | undefined;
  #cancelGoodNews: Cancel | undefined;
  #stopped = false;

  constructor(options: ConfigFollowerOptions, runtime: Runtime) {
    const { bus, key } = options;
    this.#options = options;
    this.#runtime = runtime;
    this.#backoff = createBackoff(runtime.random);
    this.#cancels = [
      bus.onConnect(() => this.repeat()),
      bus.onState(key, ({ eventId, commit }) => this.#tell(eventId, commit)),
      bus.onEvent(({ type, id }) => {
        if (type === 'RefreshRemoteApplicationEvent') this.#tell(id, undefined);
      }),
    ];
  }

  /**
   * Says again what was said last, under the name that the instance has now: it registers after its
   * first acknowledgement, and a broker that was restarted may have lost it.
   */
  repeat(): void {
    if (this.#acknowledged === undefined) return;
    this.#publish({ ...this.#acknowledged, instanceId: this.#options.instanceId() });
  }

  /** Leaves nothing on the broker either: the next process has another bus id. */
  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancelTimer?.();
    this.#cancelGoodNews?.();
    const { bus, key } = this.#options;
    if (this.#acknowledged !== undefined)
      this.#inBackground(bus.withdrawAcknowledgement(key.application));
  }

  #tell(eventId: string, commit: string | undefined): void {
    const { store, jitterMs } = this.#options;
    if (this.#isAcknowledged(eventId, commit ?? store.version)) return;
    this.#told = {
      eventId,
      commit: commit ?? this.#told?.commit,
      revision: this.#told?.revision ?? store.revision,
    };
    if (commit !== undefined && commit === store.version) {
      this.#finish({ commit, outcome: 'unchanged' });
    } else {
      this.#schedule(this.#runtime.random.below(jitterMs + 1));
    }
  }

  /** Several announcements within one pause lead to one fetch. */
  #schedule(delayMs: number): void {
    if (this.#stopped) return;
    this.#cancelTimer ??= this.#runtime.timers.after(delayMs, () => {
      this.#cancelTimer = undefined;
      void this.#fetchTold();
    });
  }

  async #fetchTold(): Promise<void> {
    const asked = this.#told;
    if (asked === undefined) return;
    const outcome = await this.#options.updater.reload(asked.commit);
    if (!this.#stopped && this.#told === asked) this.#settle(outcome, asked);
  }

  #settle(outcome: ReloadOutcome, { commit = '', revision }: Told): void {
    const { store } = this.#options;
    if (outcome.kind === 'unavailable') {
      this.#acknowledge({ commit, outcome: 'failed', problem: outcome.problem });
      this.#schedule(this.#backoff.nextMs());
      return;
    }
    this.#backoff.reset();
    if (outcome.kind === 'rejected') {
      const { version = commit, issues } = outcome.rejected;
      this.#finish({ commit: version, outcome: 'refused', problem: issues.join('; ') });
      return;
    }
    const unchanged = store.revision === revision;
    this.#finish({
      commit: store.version ?? commit,
      outcome: unchanged ? 'unchanged' : 'applied',
    });
  }

  #finish(finding: Finding): void {
    this.#acknowledge(finding);
    this.#told = undefined;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #acknowledge(finding: Finding): void {
    const { bus, key, instanceId } = this.#options;
    const { application, profiles, label } = key;
    const eventId = this.#told?.eventId ?? '';
    if (this.#saysNothingNew(eventId, finding)) return;
    const at = this.#runtime.clock.now();
    this.#publish({
      ...finding,
      ...this.#noteRunning(finding, at),
      eventId,
      busId: bus.busId,
      application,
      profiles,
      label: label ?? '',
      instanceId: instanceId(),
      at,
    });
  }

  /** What was there at the start has no time of its own: it is that of the first word about it. */
  #noteRunning({ commit, outcome }: Finding, at: number): Pick<Finding, 'running'> {
    const isRunning = outcome === 'applied' || outcome === 'unchanged';
    const running = isRunning ? commit : this.#options.store.version;
    if (running === undefined) return {};
    if (this.#running?.commit !== running) this.#running = { commit: running, since: at };
    return isRunning ? {} : { running: this.#running };
  }

  /** What went wrong is told at once. */
  #publish(acknowledgement: Acknowledgement): void {
    const { outcome } = acknowledgement;
    const { timers, random } = this.#runtime;
    this.#acknowledged = acknowledgement;
    if (outcome === 'failed' || outcome === 'refused') {
      this.#sendAcknowledgement(acknowledgement);
      return;
    }
    const delayMs = random.below(GOOD_NEWS_SPREAD * this.#options.jitterMs + 1);
    this.#cancelGoodNews ??= timers.after(delayMs, () => {
      if (this.#acknowledged !== undefined) this.#sendAcknowledgement(this.#acknowledged);
    });
  }

  #sendAcknowledgement(acknowledgement: Acknowledgement): void {
    this.#cancelGoodNews?.();
    this.#cancelGoodNews = undefined;
    this.#inBackground(this.#options.bus.acknowledge(acknowledgement));
  }

  #inBackground(sending: Promise<void>): void {
    sending.catch((error: unknown) => {
      const problem = messageOf(error);
      this.#runtime.logger.debug('an acknowledgement could not be sent', { problem });
    });
  }

  /** What was applied stays applied, though a later look finds it unchanged. */
  #saysNothingNew(eventId: string, { commit, outcome }: Finding): boolean {
    const repeated = outcome === 'unchanged' || outcome === this.#acknowledged?.outcome;
    return repeated && this.#isAcknowledged(eventId, commit);
  }

  #isAcknowledged(eventId: string, commit: string | undefined): boolean {
    return this.#acknowledged?.eventId === eventId && this.#acknowledged.commit === commit;
  }
}

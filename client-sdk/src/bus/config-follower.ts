import type { Bus } from '@vernal/bus';
import type { Cancel } from '@vernal/core';
import type { Acknowledgement, ApplyOutcome, ConfigKey } from '@vernal/protocol/bus';
import type { ConfigStore } from '../config/config-store.ts';
import type { ConfigUpdater, ReloadOutcome } from '../config/config-updater.ts';
import { createBackoff } from '../pacing/backoff.ts';
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

/** What the bus told: to reach a commit, or, with Spring's event, whatever is newest. */
interface Told {
  readonly eventId: string;
  readonly commit: string | undefined;
  /** Of the configuration when it was told. */
  readonly revision: number;
}

/**
 * Brings the commit that the bus announces into force and acknowledges it (bus-protocol C.2, C.3). What
 * counts is the state, not the event: a commit that is in force already is acknowledged without a
 * fetch, and one that could not be fetched is tried until it can.
 */
export function followConfig(options: ConfigFollowerOptions, runtime: Runtime): Cancel {
  const { bus, key, updater, store, jitterMs } = options;
  const { clock, timers, random, logger } = runtime;
  const backoff = createBackoff(random);
  let told: Told | undefined;
  let acknowledged: Acknowledgement | undefined;
  let cancelTimer: Cancel | undefined;
  let stopped = false;

  function tell(eventId: string, commit: string | undefined): void {
    if (eventId === acknowledged?.eventId && (commit ?? store.version) === acknowledged.commit) {
      return;
    }
    const revision = told?.revision ?? store.revision;
    told = { eventId, commit: commit ?? told?.commit, revision };
    if (commit !== undefined && commit === store.version) finish('unchanged', commit);
    else schedule(random.below(jitterMs + 1));
  }

  /** Several announcements within one pause lead to one fetch. */
  function schedule(delayMs: number): void {
    if (stopped) return;
    cancelTimer ??= timers.after(delayMs, () => {
      cancelTimer = undefined;
      void fetchTold();
    });
  }

  async function fetchTold(): Promise<void> {
    const asked = told;
    if (asked === undefined) return;
    const outcome = await updater.reload(asked.commit);
    if (stopped || told !== asked) return;
    settle(outcome, asked);
  }

  function settle(outcome: ReloadOutcome, { commit = '', revision }: Told): void {
    if (outcome.kind === 'unavailable') {
      acknowledge('failed', commit, outcome.problem);
      schedule(backoff.nextMs());
      return;
    }
    backoff.reset();
    if (outcome.kind === 'rejected') {
      const { version, issues } = outcome.rejected;
      finish('refused', version ?? commit, issues.join('; '));
      return;
    }
    finish(store.revision === revision ? 'unchanged' : 'applied', store.version ?? commit);
  }

  function finish(outcome: ApplyOutcome, commit: string, problem?: string): void {
    acknowledge(outcome, commit, problem);
    told = undefined;
    cancelTimer?.();
    cancelTimer = undefined;
  }

  function acknowledge(outcome: ApplyOutcome, commit: string, problem?: string): void {
    const eventId = told?.eventId;
    if (eventId === undefined) return;
    const same = acknowledged?.eventId === eventId && acknowledged.commit === commit;
    if (same && (outcome === 'unchanged' || outcome === acknowledged?.outcome)) return;
    acknowledged = {
      eventId,
      busId: bus.busId,
      application: key.application,
      instanceId: options.instanceId(),
      commit,
      outcome,
      ...(problem === undefined ? {} : { problem }),
      at: clock.now(),
    };
    bus.acknowledge(acknowledged).catch((error: unknown) => {
      logger.debug('an acknowledgement could not be sent', { error });
    });
  }

  const cancels = [
    bus.onState(key, (state) => tell(state.eventId, state.commit)),
    bus.onEvent((event) => {
      if (event.type === 'RefreshRemoteApplicationEvent') tell(event.id, undefined);
    }),
  ];
  return () => {
    stopped = true;
    for (const cancel of cancels) cancel();
    cancelTimer?.();
  };
}

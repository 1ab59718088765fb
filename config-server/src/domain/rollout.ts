import type { Acknowledgement } from '@vernal/protocol/bus';

/** A commit that instances are told to reach. */
export interface Announced {
  /** The commit that was announced last. */
  readonly announced: string;
  /** The commit in force: it may be newer, where those between changed nothing. */
  readonly revision: string;
  /** Epoch ms at which it was announced. */
  readonly changedAt: number;
  readonly eventId: string;
}

/** `late` has not answered in time; `pending` still has time. */
export type InstanceState = 'current' | 'refused' | 'pending' | 'late';

/** An instance in the rollout view. */
export interface InstanceRow {
  readonly application: string;
  readonly busId: string;
  readonly instanceId: string;
  readonly profiles?: string;
  /** Empty: the default label. */
  readonly label?: string;
  readonly state: InstanceState;
  /** The commit that it runs with; absent when it did not say. */
  readonly commit?: string;
  /** Epoch ms since which it does. */
  readonly since?: number;
  /** The commit that it was told to reach; absent when nothing is known of what it asks for. */
  readonly announced?: string;
  readonly announcedAt?: number;
  /** What it said last. */
  readonly outcome: Acknowledgement['outcome'];
  /** Why it refused, or could not get, the commit. */
  readonly problem?: string;
}

/** An instance as its last acknowledgement tells. */
export function instanceRow(
  acknowledgement: Acknowledgement,
  announced: Announced | undefined,
  overdueBeforeMs: number,
): InstanceRow {
  const { application, busId, instanceId, profiles, label, outcome, problem } = acknowledgement;
  return {
    application,
    busId,
    instanceId,
    ...(profiles === undefined ? {} : { profiles }),
    ...(label === undefined ? {} : { label }),
    state: stateOf(acknowledgement, announced, overdueBeforeMs),
    ...runningIn(acknowledgement),
    ...(announced === undefined
      ? {}
      : { announced: announced.announced, announcedAt: announced.changedAt }),
    outcome,
    ...(problem === undefined ? {} : { problem }),
  };
}

function stateOf(
  acknowledgement: Acknowledgement,
  announced: Announced | undefined,
  overdueBeforeMs: number,
): InstanceState {
  const { outcome } = acknowledgement;
  const isAnswered = announced === undefined || isAnswer(acknowledgement, announced);
  if (isAnswered && outcome !== 'failed') return outcome === 'refused' ? 'refused' : 'current';
  return announced !== undefined && announced.changedAt <= overdueBeforeMs ? 'late' : 'pending';
}

function isAnswer({ commit, eventId }: Acknowledgement, announced: Announced): boolean {
  if (commit === announced.announced || commit === announced.revision) return true;
  return eventId !== '' && eventId === announced.eventId;
}

function runningIn({
  outcome,
  commit,
  at,
  running,
}: Acknowledgement): Pick<InstanceRow, 'commit' | 'since'> {
  if (outcome === 'refused' || outcome === 'failed') return running ?? {};
  return { commit, since: at };
}

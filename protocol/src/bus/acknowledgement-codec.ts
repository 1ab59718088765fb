import type { Decoded } from '../decoded.ts';
import { normalizeDestination } from './destination.ts';
import { decodeObject } from './document.ts';
import { createAckEvent } from './event.ts';
import { membersOf } from './event-codec.ts';
import { MemberReader } from './member-reader.ts';
import type { Acknowledgement, RunningCommit } from './state.ts';

/** A problem may list every key of a configuration; its beginning says enough. */
const PROBLEM_CHARACTERS = 4_000;

const OUTCOMES = ['applied', 'unchanged', 'refused', 'failed', 'acknowledged'] as const;

/**
 * Writes an acknowledgement: the members of Spring's `AckRemoteApplicationEvent` for a refresh, so that
 * a bridge can pass it on unchanged, and ours besides.
 *
 * @param id of this message, a UUID
 */
export function encodeAcknowledgement(acknowledgement: Acknowledgement, id: string): string {
  const { application, instanceId, commit, outcome, problem, at, busId, eventId } = acknowledgement;
  const { profiles, label, running } = acknowledgement;
  const ack = createAckEvent(
    { id, timestamp: at, originService: busId },
    {
      type: 'RefreshRemoteApplicationEvent',
      id: eventId,
      destinationService: normalizeDestination(application),
    },
  );
  const ours = {
    application,
    instanceId,
    profiles,
    label,
    commit,
    outcome,
    runningCommit: running?.commit,
    runningSince: running?.since,
    ...(problem === undefined ? {} : { problem: problem.slice(0, PROBLEM_CHARACTERS) }),
  };
  return JSON.stringify({ ...membersOf(ack), ...ours });
}

/** Reads an acknowledgement. Never throws; unknown members are ignored. */
export function decodeAcknowledgement(payload: Uint8Array): Decoded<Acknowledgement> {
  const members = decodeObject(payload);
  if (!members.ok) return members;
  const reader = new MemberReader(members.value);
  const problem = reader.optionalText('problem');
  const profiles = reader.optionalText('profiles');
  const label = reader.optionalText('label');
  return reader.complete({
    eventId: reader.optionalText('ackId') ?? '',
    busId: reader.text('originService'),
    application: reader.text('application'),
    instanceId: reader.optionalText('instanceId') ?? '',
    ...(typeof profiles === 'string' ? { profiles } : {}),
    ...(typeof label === 'string' ? { label } : {}),
    ...runningOf(reader),
    commit: reader.optionalText('commit') ?? '',
    outcome: reader.oneOf('outcome', OUTCOMES),
    ...(typeof problem === 'string' ? { problem } : {}),
    at: reader.epochMs('timestamp'),
  });
}

function runningOf(reader: MemberReader): { readonly running?: RunningCommit } {
  const commit = reader.optionalText('runningCommit');
  if (typeof commit !== 'string') return {};
  return { running: { commit, since: reader.epochMs('runningSince', 0) } };
}

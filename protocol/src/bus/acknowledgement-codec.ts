import type { Decoded } from '../decoded.ts';
import { normalizeDestination } from './destination.ts';
import { decodeObject } from './document.ts';
import { createAckEvent } from './event.ts';
import { membersOf } from './event-codec.ts';
import { MemberReader } from './member-reader.ts';
import type { Acknowledgement } from './state.ts';

/** A problem may list every key of a configuration; its beginning says enough. */
const PROBLEM_CHARACTERS = 4_000;

/**
 * Writes an acknowledgement: the members of Spring's `AckRemoteApplicationEvent` for a refresh, so that
 * a bridge can pass it on unchanged, and ours besides.
 *
 * @param id of this message, a UUID
 */
export function encodeAcknowledgement(acknowledgement: Acknowledgement, id: string): string {
  const { application, instanceId, commit, outcome, problem, at, busId, eventId } = acknowledgement;
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
    commit,
    outcome,
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
  return reader.complete({
    eventId: reader.optionalText('ackId') ?? '',
    busId: reader.text('originService'),
    application: reader.text('application'),
    instanceId: reader.optionalText('instanceId') ?? '',
    commit: reader.optionalText('commit') ?? '',
    outcome: reader.oneOf('outcome', ['applied', 'unchanged', 'refused', 'failed']),
    ...(typeof problem === 'string' ? { problem } : {}),
    at: reader.epochMs('timestamp'),
  });
}

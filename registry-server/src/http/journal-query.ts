import type { IncomingHttpHeaders } from 'node:http';
import { fail, type Outcome, succeed } from '@vernal/core';
import {
  JOURNAL_EVENT_TYPES,
  type JournalEvent,
  type JournalEventType,
} from '../domain/journal/journal-event.ts';

/** What a reader of the journal asks for. */
export interface JournalQuery {
  /** The id of the last event that the reader has; undefined for none. */
  readonly after: number | undefined;
  /** Whether to stay for events to come. */
  readonly follow: boolean;
  readonly matches: (event: JournalEvent) => boolean;
}

/**
 * Reads `after`, `follow`, `app` (any case), `instance` and `type` (several with commas). The header
 * `Last-Event-ID`, which browsers send when they reconnect, stands above `after`.
 *
 * @returns a sentence that names the parameter, when one is wrong
 */
export function readJournalQuery(
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
): Outcome<JournalQuery, string> {
  const after = readAfter(query, headers);
  if (!after.ok) return after;
  const types = readTypes(query.get('type'));
  if (!types.ok) return types;
  const app = query.get('app')?.toUpperCase();
  const instanceId = query.get('instance');
  return succeed({
    after: after.value,
    follow: query.has('follow') && query.get('follow') !== 'false',
    matches: (event) =>
      (app === undefined || event.app === app) &&
      (instanceId === null || event.instanceId === instanceId) &&
      (types.value === undefined || types.value.has(event.type)),
  });
}

function readAfter(
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
): Outcome<number | undefined, string> {
  const [name, text] =
    headers['last-event-id'] === undefined
      ? ['after', query.get('after')]
      : ['Last-Event-ID', String(headers['last-event-id'])];
  if (text === null || text === '') return succeed(undefined);
  const after = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(after)) return succeed(after);
  return fail(`${name} is not the id of an event`);
}

function readTypes(
  text: string | null,
): Outcome<ReadonlySet<JournalEventType> | undefined, string> {
  if (text === null || text === '') return succeed(undefined);
  const wanted = new Set(text.split(',').map((name) => name.trim()));
  const types = JOURNAL_EVENT_TYPES.filter((type) => wanted.has(type));
  if (types.length === wanted.size) return succeed(new Set(types));
  return fail(`type names none of ${JOURNAL_EVENT_TYPES.join(', ')}`);
}

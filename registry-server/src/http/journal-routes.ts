import type { Timers } from '@vernal/core';
import { methodNotAllowed } from '@vernal/server-kit';
import { type RequestHandler, Router } from 'express';
import type { Journal } from '../domain/journal/journal.ts';
import { JSON_LINES, SERVER_SENT_EVENTS } from './journal-formats.ts';
import { type JournalQuery, readJournalQuery } from './journal-query.ts';
import { writeJournal } from './journal-reader.ts';
import { parametersOf } from './url-parameters.ts';

/** What the journal is answered from. */
export interface JournalRoutesParts {
  readonly journal: Journal;
  readonly timers: Timers;
  /** Aborted when the server stops. */
  readonly draining: AbortSignal;
}

/**
 * `GET /actuator/vernal/events`: JSON lines, or server-sent events for who accepts those. Without an id to
 * resume from, lines begin with the oldest event kept and a stream with the next one to come.
 */
export function createJournalRoutes(parts: JournalRoutesParts): Router {
  const router = Router();
  router.route('/actuator/vernal/events').get(journalRoute(parts)).all(methodNotAllowed('GET'));
  return router;
}

function journalRoute({ journal, timers, draining }: JournalRoutesParts): RequestHandler {
  return (request, response) => {
    const read = readJournalQuery(parametersOf(request), request.headers);
    if (!read.ok) {
      response.status(400).json({ status: 400, error: 'Bad Request', message: read.problem });
      return;
    }
    const isStream =
      request.accepts(['application/x-ndjson', 'text/event-stream']) === 'text/event-stream';
    const format = isStream ? SERVER_SENT_EVENTS : JSON_LINES;
    const query: JournalQuery = isStream ? { ...read.value, follow: true } : read.value;
    const from = query.after ?? (isStream ? journal.lastId : journal.beginning);
    response.writeHead(200, {
      'content-type': format.contentType,
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    if (request.method === 'HEAD') response.end();
    else writeJournal(response, { journal, query, from, format, timers, draining });
  };
}

import type { JournalEvent } from '../domain/journal/journal-event.ts';

/** How events are written to a reader. */
export interface JournalFormat {
  readonly contentType: string;
  /** Sent first. */
  readonly preamble: string;
  /** Sent while nothing happens, so that neither side takes the connection for dead. */
  readonly ping: string;
  event(event: JournalEvent): string;
  /** Events are missing before what follows: the reader must fetch the state anew. */
  resync(resumeAfter: number): string;
}

/** One JSON object a line. */
export const JSON_LINES: JournalFormat = {
  contentType: 'application/x-ndjson',
  preamble: '',
  ping: '\n',
  event: (event) => `${render(event)}\n`,
  resync: (resumeAfter) => `${renderResync(resumeAfter)}\n`,
};

/** Server-sent events; the id lets browsers resume by themselves. */
export const SERVER_SENT_EVENTS: JournalFormat = {
  contentType: 'text/event-stream',
  preamble: 'retry: 2000\n\n',
  ping: ': ping\n\n',
  event: (event) => `id: ${event.id}\nevent: ${event.type}\ndata: ${render(event)}\n\n`,
  resync: (resumeAfter) =>
    `id: ${resumeAfter}\nevent: resync\ndata: ${renderResync(resumeAfter)}\n\n`,
};

function render({ id, atMs, type, app, instanceId, ...rest }: JournalEvent): string {
  const time = new Date(atMs).toISOString();
  return JSON.stringify({ id, time, type, app, instanceId, ...rest });
}

function renderResync(resumeAfter: number): string {
  return JSON.stringify({ type: 'resync', resumeAfter });
}

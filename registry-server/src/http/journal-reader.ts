import type { ServerResponse } from 'node:http';
import type { Timers } from '@vernal/core';
import type { Journal } from '../domain/journal/journal.ts';
import type { JournalFormat } from './journal-formats.ts';
import type { JournalQuery } from './journal-query.ts';

const PING_INTERVAL_MS = 15_000;

/** Where a reader begins and how it is written to. */
export interface JournalReading {
  readonly journal: Journal;
  readonly query: JournalQuery;
  /** The id after which to begin. */
  readonly from: number;
  readonly format: JournalFormat;
  readonly timers: Timers;
  /** Ends the answer when aborted. */
  readonly draining: AbortSignal;
}

/**
 * Writes events to a reader as fast as it takes them. It buffers nothing: a slow reader goes on where it is in
 * the journal, is told of a gap when that moved on, and is dropped when it takes nothing between two pings.
 */
export function writeJournal(response: ServerResponse, reading: JournalReading): void {
  const { journal, query, format } = reading;
  let cursor = reading.from;
  let isBlocked = false;

  function write(text: string): void {
    if (text !== '') isBlocked = !response.write(text);
  }

  /** Writes on until the reader is full or has everything. */
  function pump(): void {
    while (!isBlocked && !response.writableEnded) {
      const page = journal.after(cursor);
      if (page.kind === 'end') return;
      if (page.kind === 'gap') {
        cursor = page.resumeAfter;
        write(format.resync(cursor));
      } else {
        cursor = page.event.id;
        if (query.matches(page.event)) write(format.event(page.event));
      }
    }
  }

  function proceed(): void {
    pump();
    if (!query.follow && !isBlocked && !response.writableEnded) response.end();
  }

  response.flushHeaders();
  write(format.preamble);
  response.on('drain', () => {
    isBlocked = false;
    proceed();
  });
  if (query.follow) {
    keepOpen(response, reading, {
      proceed,
      ping: () => (isBlocked ? response.destroy() : write(format.ping)),
    });
  }
  proceed();
}

/** Follows the journal until the reader goes or the server stops. */
function keepOpen(
  response: ServerResponse,
  { journal, timers, draining }: JournalReading,
  { proceed, ping }: { proceed(): void; ping(): void },
): void {
  const end = () => response.end();
  const forget = journal.events.add(proceed);
  const cancelPing = timers.every(PING_INTERVAL_MS, ping);
  draining.addEventListener('abort', end);
  response.on('close', () => {
    forget();
    cancelPing();
    draining.removeEventListener('abort', end);
  });
}

import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import {
  type Clock,
  createPeriodic,
  type Lifecycle,
  type Logger,
  messageOf,
  type Periodic,
  type Timers,
} from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import { type Audit, anyone, principalOf } from '@vernal/server-kit';
import { configKeyText } from '../domain/config-query.ts';
import { RecentMap } from '../domain/recent-map.ts';

/** Bounds what callers can make the server remember, some 25 MB. One more costs a line for each of its reads. */
const MAX_READERS = 50_000;

/** What was read at which commit. */
export interface ReadAnswer {
  readonly key: ConfigKey;
  /** The key as one text, if that is at hand. */
  readonly keyText?: string;
  readonly revision: string;
}

/** Who reads an environment, and since when at its commit. */
export interface Reader extends ConfigKey {
  readonly caller: string;
  /** The other end of the connection: behind a proxy, the proxy. */
  readonly address: string;
  readonly commit: string;
  /** Epoch ms of the first read at that commit. */
  readonly since: number;
  /** Epoch ms. */
  readonly lastAt: number;
}

/** Notes that a request was answered with an environment, or with a file of one. Costs well below a microsecond. */
export type NoteRead = (request: IncomingMessage, answer: ReadAnswer) => void;

/** What the audit is written with. */
export interface ReadAuditParts {
  readonly audit: Audit;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
  /** `vernal.config.audit-reads-interval`. */
  readonly intervalMs: number;
}

interface LastRead {
  readonly key: ConfigKey;
  readonly reader: CountedReader;
}

interface CountedReader extends Reader {
  lastAt: number;
  /** Reads that no line tells of. */
  untold: number;
}

/**
 * Writes down who reads which environment at which commit: a line at the first read, and then one in each interval
 * with the number of reads since. No values, and nothing per request: a fleet reads all day.
 */
export class ReadAudit implements Lifecycle {
  readonly #parts: ReadAuditParts;
  readonly #readers = new RecentMap<string, CountedReader>(MAX_READERS);
  /** What each connection read last: most of them ask the same again and again. */
  readonly #lastReads = new WeakMap<Socket, LastRead>();
  readonly #summaries: Periodic;

  constructor(parts: ReadAuditParts) {
    const { timers, intervalMs, logger } = parts;
    this.#parts = parts;
    this.#summaries = createPeriodic({
      timers,
      intervalMs,
      run: () => Promise.resolve(this.#tellAll()),
      onError: (error) => logger.error('reads could not be written', { error: messageOf(error) }),
    });
  }

  start(): Promise<void> {
    return this.#summaries.start();
  }

  async stop(): Promise<void> {
    await this.#summaries.stop();
    this.#tellAll();
  }

  readonly note: NoteRead = (request, answer) => {
    const { key, revision } = answer;
    const caller = (principalOf(request) ?? anyone).name;
    const now = this.#parts.clock.now();
    const last = this.#lastReads.get(request.socket);
    if (last?.key === key && last.reader.commit === revision && last.reader.caller === caller) {
      last.reader.lastAt = now;
      last.reader.untold += 1;
      return;
    }
    const reader = this.#readerOf(request, caller, answer);
    reader.lastAt = now;
    this.#lastReads.set(request.socket, { key, reader });
  };

  /** Who reads what, by the last commit of each. */
  readers(): readonly Reader[] {
    return this.#readers.values();
  }

  /** Counts the read, or writes that it is the first. */
  #readerOf(
    request: IncomingMessage,
    caller: string,
    { key, keyText = configKeyText(key), revision }: ReadAnswer,
  ): CountedReader {
    const address = request.socket.remoteAddress ?? '';
    const id = `${address} ${caller} ${keyText}`;
    const known = this.#readers.get(id);
    if (known?.commit === revision) {
      known.untold += 1;
      return known;
    }
    if (known !== undefined) this.#tell(known);
    const { application, profiles, label } = key;
    const place = { application, profiles, label, commit: revision };
    const since = this.#parts.clock.now();
    const reader = { caller, address, ...place, since, lastAt: since, untold: 0 };
    this.#readers.set(id, reader);
    this.#record(reader);
    return reader;
  }

  #tellAll(): void {
    for (const reader of this.#readers.values()) this.#tell(reader);
  }

  #tell(reader: CountedReader): void {
    if (reader.untold > 0) this.#record(reader, reader.untold);
    reader.untold = 0;
  }

  /** Where nobody says who he is there is nobody to write down, and names made up at random would fill the disk. */
  #record(reader: Reader, count?: number): void {
    const { caller, address, application, profiles, label, commit } = reader;
    if (caller === anyone.name) return;
    this.#parts.audit.record({
      action: 'read',
      actor: caller,
      target: `${application}/${profiles} ${label ?? 'at the default label'} ${commit}`,
      outcome: 'success',
      clientIp: address,
      count,
    });
  }
}

import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '@vernal/core';
import type { ListFormat } from '@vernal/protocol/eureka';
import type { Registry } from '../domain/registry.ts';
import { CountedAnswers, type ListCounts, noListCounts } from './counted-answers.ts';
import type { ListAnswers } from './list-answers.ts';
import { type ByFormat, choose, LIST_FORMATS } from './list-formats.ts';
import { PreparedAnswers } from './prepared-answers.ts';
import { ReadOnlyAnswers } from './read-only-answers.ts';

/** How lists are kept. */
export interface PreparedFormatsParts {
  readonly registry: Registry;
  readonly clock: Clock;
  /** Whether answers stay as they are until {@link PreparedFormats.refresh}. */
  readonly isReadOnly: boolean;
}

/** Lists in every format. What nobody asks for is never encoded. */
export class PreparedFormats {
  /** What was asked for since the start, in whatever format. */
  readonly counts: ListCounts = noListCounts();
  readonly #prepared: PreparedAnswers[] = [];
  readonly #readOnly: ReadOnlyAnswers[] = [];
  readonly #answers: ByFormat<ListAnswers>;

  constructor(parts: PreparedFormatsParts) {
    const of = (form: keyof ByFormat<unknown>) => ({
      'application/json': this.#add(parts, LIST_FORMATS[form]['application/json']),
      'application/xml': this.#add(parts, LIST_FORMATS[form]['application/xml']),
    });
    this.#answers = { full: of('full'), compact: of('compact') };
  }

  /** Lists in the format that a request asks for. */
  preparedFor(headers: IncomingHttpHeaders): ListAnswers {
    return choose(this.#answers, headers);
  }

  /** See {@link PreparedAnswers.dropOldChanges}. */
  dropOldChanges(apps: ReadonlySet<string>, keptMs: number): void {
    for (const answers of this.#prepared) answers.dropOldChanges(apps, keptMs);
  }

  /** Lets go of what can be made again. */
  tidy(): void {
    for (const answers of this.#prepared) answers.tidy();
  }

  /** Lets what was kept read-only be answered anew. */
  refresh(): void {
    for (const answers of this.#readOnly) answers.refresh();
  }

  #add({ registry, clock, isReadOnly }: PreparedFormatsParts, format: ListFormat): ListAnswers {
    const prepared = new PreparedAnswers(registry, format, clock);
    this.#prepared.push(prepared);
    if (!isReadOnly) return new CountedAnswers(prepared, this.counts);
    const readOnly = new ReadOnlyAnswers(prepared);
    this.#readOnly.push(readOnly);
    return new CountedAnswers(readOnly, this.counts);
  }
}

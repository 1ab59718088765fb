import type { IncomingHttpHeaders } from 'node:http';
import { compactJson, fullJson, type MediaType } from '@vernal/protocol/eureka';
import { compactXml, fullXml } from '@vernal/protocol/eureka/xml';
import type { Registry } from '../domain/registry.ts';
import { listType, wantsCompact } from './negotiation.ts';
import { PreparedAnswers } from './prepared-answers.ts';

/** Lists in every format. What nobody asks for is never encoded. */
export class PreparedFormats {
  readonly #full: Readonly<Record<MediaType, PreparedAnswers>>;
  readonly #compact: Readonly<Record<MediaType, PreparedAnswers>>;

  constructor(registry: Registry) {
    this.#full = {
      'application/json': new PreparedAnswers(registry, fullJson),
      'application/xml': new PreparedAnswers(registry, fullXml),
    };
    this.#compact = {
      'application/json': new PreparedAnswers(registry, compactJson),
      'application/xml': new PreparedAnswers(registry, compactXml),
    };
  }

  /** Lists in the format that a request asks for (eureka-protocol 1.5). */
  preparedFor(headers: IncomingHttpHeaders): PreparedAnswers {
    return (wantsCompact(headers) ? this.#compact : this.#full)[listType(headers)];
  }

  /** Called when old changes of these applications were dropped from the delta. */
  forgetOldChanges(apps: ReadonlySet<string>): void {
    for (const answers of this.#all()) answers.forgetOldChanges(apps);
  }

  /** Lets go of what can be made again. */
  tidy(): void {
    for (const answers of this.#all()) answers.tidy();
  }

  #all(): readonly PreparedAnswers[] {
    return [...Object.values(this.#full), ...Object.values(this.#compact)];
  }
}

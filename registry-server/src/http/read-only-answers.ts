import type { AddressField } from '../domain/address-index.ts';
import type { ComingBody, ListAnswers } from './list-answers.ts';
import type { PreparedBody } from './prepared-body.ts';

/** More answers than this are not kept: addresses are whatever callers ask for. */
const KEPT_AT_MOST = 10_000;

/**
 * Eureka's read-only cache (eureka-protocol 3.5), for who wants it: what was answered once is the answer until
 * the next refresh. That there is no such application is never kept.
 */
export class ReadOnlyAnswers implements ListAnswers {
  readonly #answers: ListAnswers;
  readonly #lists = new Map<string, ComingBody>();
  readonly #bodies = new Map<string, PreparedBody>();

  constructor(answers: ListAnswers) {
    this.#answers = answers;
  }

  /** Lets everything be answered anew. */
  refresh(): void {
    this.#lists.clear();
    this.#bodies.clear();
  }

  full(): ComingBody {
    return kept(this.#lists, 'full', () => this.#answers.full());
  }

  delta(): ComingBody {
    return kept(this.#lists, 'delta', () => this.#answers.delta());
  }

  application(name: string): PreparedBody | undefined {
    return kept(this.#bodies, `application ${name}`, () => this.#answers.application(name));
  }

  at(field: AddressField, address: string): PreparedBody {
    return kept(this.#bodies, `${field} ${address}`, () => this.#answers.at(field, address));
  }
}

function kept<Body, Found extends Body | undefined>(
  bodies: Map<string, Body>,
  key: string,
  make: () => Found,
): Body | Found {
  const known = bodies.get(key);
  if (known !== undefined) return known;
  const body = make();
  if (body !== undefined && bodies.size < KEPT_AT_MOST) bodies.set(key, body);
  return body;
}

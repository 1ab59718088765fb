import type { AddressField } from '../domain/address-index.ts';
import type { ComingBody, ListAnswers } from './list-answers.ts';
import type { PreparedBody } from './prepared-body.ts';

/** Lists by what clients ask for. */
export const COUNTED_LISTS = ['full', 'delta', 'application', 'address'] as const;
export type CountedList = (typeof COUNTED_LISTS)[number];

/** How often a list was asked for, and how often its bytes had to be made for that. */
interface ListCount {
  asked: number;
  made: number;
}

export type ListCounts = Readonly<Record<CountedList, ListCount>>;

export function noListCounts(): ListCounts {
  const none = (): ListCount => ({ asked: 0, made: 0 });
  return { full: none(), delta: none(), application: none(), address: none() };
}

/** Counts what is answered from bytes that existed, and what was made for the first who asked. */
export class CountedAnswers implements ListAnswers {
  readonly #answers: ListAnswers;
  readonly #counts: ListCounts;
  readonly #known = new WeakSet<object>();

  constructor(answers: ListAnswers, counts: ListCounts) {
    this.#answers = answers;
    this.#counts = counts;
  }

  full(): ComingBody {
    return this.#count('full', this.#answers.full());
  }

  delta(): ComingBody {
    return this.#count('delta', this.#answers.delta());
  }

  application(name: string): PreparedBody | undefined {
    const body = this.#answers.application(name);
    return body === undefined ? undefined : this.#count('application', body);
  }

  at(field: AddressField, address: string): PreparedBody {
    return this.#count('address', this.#answers.at(field, address));
  }

  #count<Body extends ComingBody>(list: CountedList, body: Body): Body {
    const count = this.#counts[list];
    count.asked += 1;
    if (!this.#known.has(body)) {
      this.#remember(body);
      count.made += 1;
    }
    return body;
  }

  /** Who asks while bytes are made shares them, and so does who asks afterwards. */
  #remember(body: ComingBody): void {
    this.#known.add(body);
    if (!(body instanceof Promise)) return;
    // Whoever asked is told when it fails.
    body.then((made) => this.#known.add(made)).catch(() => undefined);
  }
}

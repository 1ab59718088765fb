import type { Endpoint } from '../http/endpoint.ts';
import { commonHead, requestText } from '../http/http-request.ts';
import type { RequestSequence } from './traffic.ts';

/** The requests of a sequence, one after the other, as they go to one endpoint. */
export class Outgoing {
  readonly #sequence: RequestSequence;
  readonly #head: string;
  readonly #from: number;
  #count = 0;

  /** @param from where the sequence begins */
  constructor(sequence: RequestSequence, endpoint: Endpoint, from = 0) {
    this.#sequence = sequence;
    this.#head = commonHead(endpoint);
    this.#from = from;
  }

  /** How many were taken. */
  get count(): number {
    return this.#count;
  }

  next(): { readonly kind: string; readonly text: string } {
    const { kind, request } = this.#sequence.at(this.#from + this.#count);
    this.#count += 1;
    return { kind, text: requestText(request, this.#head) };
  }
}

import { VernalError } from '@vernal/core';

/** An answer that a handler gives by throwing: the kit writes it in the form that its path needs. */
export class HttpProblem extends VernalError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  /** @param status 400 to 599 */
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(`HTTP_${status}`, message);
    this.name = 'HttpProblem';
    this.status = status;
    this.headers = headers;
  }
}

import type { Response } from 'express';

/** Answers with a line that Git shows to its user, which it does for plain text only. */
export function sayInText(response: Response, status: number, line: string): void {
  response.status(status).type('text/plain').send(`${line}\n`);
}

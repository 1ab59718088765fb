import { ask, type HttpAnswer } from '../http/ask.ts';
import type { Endpoint } from '../http/endpoint.ts';
import type { HttpRequest } from '../http/http-request.ts';

/** An answer as bytes, which the peer repeats. */
export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBase64: string;
}

/** Asks a server and keeps what it answers; a compressed body stays compressed. */
export async function recordAnswer(
  endpoint: Endpoint,
  request: HttpRequest,
): Promise<RecordedAnswer> {
  const answer = await ask(endpoint, request);
  return {
    status: answer.status,
    headers: sentHeaders(answer.headers),
    bodyBase64: answer.body.toString('base64'),
  };
}

/** What the server itself set; Node adds the rest on both sides. */
function sentHeaders(headers: HttpAnswer['headers']): Record<string, string> {
  const added = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding']);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      added.has(name) || typeof value !== 'string' ? [] : [[name, value]],
    ),
  );
}

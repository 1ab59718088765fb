import { type IncomingMessage, request } from 'node:http';

/** An answer as bytes, which the peer repeats. */
export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBase64: string;
}

/** Asks a server and keeps what it answers; a compressed body stays compressed. */
export function recordAnswer(
  url: string,
  init: { readonly method: string; readonly headers: Readonly<Record<string, string>> },
): Promise<RecordedAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { ...init, agent: false }, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', reject);
      message.on('end', () =>
        resolve({
          status: message.statusCode ?? 0,
          headers: sentHeaders(message),
          bodyBase64: Buffer.concat(chunks).toString('base64'),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

/** What the server itself set; Node adds the rest on both sides. */
function sentHeaders(message: IncomingMessage): Record<string, string> {
  const added = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding']);
  return Object.fromEntries(
    Object.entries(message.headers).flatMap(([name, value]) =>
      added.has(name) || typeof value !== 'string' ? [] : [[name, value]],
    ),
  );
}

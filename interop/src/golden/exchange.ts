import { type IncomingHttpHeaders, type IncomingMessage, request as openRequest } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** One request, sent exactly as it stands here: no header is added except `Host`, `Connection`, `Content-Length`. */
export interface RawRequest {
  readonly method: string;
  /** From the root of the server, never normalised. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** What came back. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** After decompression. */
  readonly body: Buffer;
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function decompress(body: Buffer, encoding: string | undefined): Buffer {
  return encoding === 'gzip' && body.length > 0 ? gunzipSync(body) : body;
}

/** Sends one request on a connection of its own. Rejects when no answer came. */
export function exchange(baseUrl: string, raw: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl);
  const headers: Record<string, string | number> = { ...raw.headers };
  if (raw.body !== undefined) headers['Content-Length'] = raw.body.length;
  return new Promise((resolve, reject) => {
    const request = openRequest(
      { hostname, port, path: raw.path, method: raw.method, headers, agent: false },
      (message) => {
        readBody(message)
          .then((body) => ({
            status: message.statusCode ?? 0,
            headers: message.headers,
            body: decompress(body, message.headers['content-encoding']),
          }))
          .then(resolve, reject);
      },
    );
    request.on('error', reject);
    request.end(raw.body);
  });
}

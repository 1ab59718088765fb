import type { IncomingMessage } from 'node:http';
import { finished, type Readable, type Writable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { passOn } from './pass-on.ts';

/** What came of a request body. */
export interface FedBody {
  /** `gone`: the client went away. */
  readonly end: 'complete' | 'too-large' | 'malformed' | 'gone';
  /** Unpacked. */
  readonly bytes: number;
}

/**
 * Hands a request body on to Git as it comes, unpacked, and no faster than Git takes it. When Git has heard enough
 * the rest is read and dropped, so that the client comes to read the answer.
 *
 * @param maxBytes of the unpacked body
 */
export async function feedGit(
  request: IncomingMessage,
  input: Writable,
  maxBytes: number,
): Promise<FedBody> {
  const body = unpacked(request);
  const fed = await feed(request, body, { input, maxBytes });
  if (fed.end === 'complete') input.end();
  else dropRest(request, body);
  return fed;
}

async function feed(
  request: IncomingMessage,
  body: Readable,
  { input, maxBytes }: { readonly input: Writable; readonly maxBytes: number },
): Promise<FedBody> {
  let bytes = 0;
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      if (!(chunk instanceof Uint8Array)) continue;
      bytes += chunk.length;
      if (bytes > maxBytes) return { end: 'too-large', bytes };
      await passOn(chunk, input);
    }
  } catch {
    return { end: request.readableAborted ? 'gone' : 'malformed', bytes };
  }
  return { end: 'complete', bytes };
}

/** As it came: to unpack what nobody wants would be work that a client could make. */
function dropRest(request: IncomingMessage, body: Readable): void {
  request.unpipe();
  if (body !== request) body.destroy();
  request.resume();
}

function unpacked(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'];
  if (encoding !== 'gzip' && encoding !== 'x-gzip') return request;
  const gunzip = createGunzip();
  // Also of one that went while it waited for its turn.
  finished(request, (problem) => {
    if (problem) gunzip.destroy();
  });
  return request.pipe(gunzip);
}

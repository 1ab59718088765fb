import type { IncomingMessage } from 'node:http';
import type { Readable, Writable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** How a request body ended. `gone`: the client went away. */
export type BodyEnd = 'complete' | 'too-large' | 'malformed' | 'gone';

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
): Promise<BodyEnd> {
  const body = unpacked(request);
  let bytes = 0;
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      if (!(chunk instanceof Uint8Array)) continue;
      bytes += chunk.length;
      if (bytes > maxBytes) return 'too-large';
      await take(input, chunk);
    }
  } catch {
    return request.complete ? 'malformed' : 'gone';
  }
  input.end();
  return 'complete';
}

function unpacked(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'];
  if (encoding !== 'gzip' && encoding !== 'x-gzip') return request;
  const gunzip = createGunzip();
  request.once('close', () => {
    if (!request.complete) gunzip.destroy();
  });
  return request.pipe(gunzip);
}

async function take(input: Writable, chunk: Uint8Array): Promise<void> {
  if (input.writable && !input.write(chunk)) await roomIn(input);
}

/** Also resolves when Git wants no more. */
function roomIn(input: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      input.off('drain', done);
      input.off('close', done);
      resolve();
    };
    input.once('drain', done);
    input.once('close', done);
  });
}

import type { Writable } from 'node:stream';

/** Writes a chunk no faster than it is taken. What nobody takes any more is dropped. */
export async function passOn(chunk: unknown, to: Writable): Promise<void> {
  if (!to.destroyed && !to.writableEnded && !to.write(chunk)) await roomIn(to);
}

/** Also resolves when there will be none. */
function roomIn(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done);
      stream.off('close', done);
      resolve();
    };
    stream.once('drain', done);
    stream.once('close', done);
  });
}

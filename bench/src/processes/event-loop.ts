import type { ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { nextMessage } from './role.ts';

/** How late timers of one millisecond came; that millisecond counts too. */
export interface EventLoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** The module that a daemon must preload for {@link askEventLoop}. */
export const eventLoopProbe = new URL(
  `../event-loop-probe/main${extname(import.meta.url)}`,
  import.meta.url,
).href;

/** What a daemon's event loop saw since this was last asked, or since its start. */
export function askEventLoop(daemon: ChildProcess): Promise<EventLoopDelay> {
  daemon.send({ eventLoop: true });
  return nextMessage<EventLoopDelay>(daemon);
}

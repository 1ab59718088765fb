import type { Cancel } from '@vernal/core';

/**
 * Keeps the process alive until the result is called. Timers don't: without this a service that waits
 * for a server at its start, with no socket open yet, would just end.
 */
export function holdProcess(): Cancel {
  const { port1 } = new MessageChannel();
  port1.ref();
  return () => port1.close();
}

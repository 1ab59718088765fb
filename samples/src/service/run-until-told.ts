/**
 * Calls `stop` once, then ends the process: on SIGTERM or SIGINT, or when whoever started it is gone,
 * however it ended (the channel to a parent breaks even when the parent is killed with -9).
 */
export function runUntilTold(stop: () => Promise<void>): void {
  let stopping = false;

  function end(): void {
    if (stopping) process.exit(1);
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('could not stop cleanly:', error);
        process.exit(1);
      },
    );
  }

  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
  // The parent may be gone since before anybody listened.
  if (process.connected === false) end();
}

/** Tells the parent, if there is one, that this service answers at `url`. */
export function announceReady(url: string): void {
  console.log(`listening on ${url}`);
  process.send?.({ url });
}

/** Something that is started once and stopped once. `stop()` is safe twice, and without a `start()`. */
export interface Lifecycle {
  /** Resolves when the part works. Rejects when it can't; whatever it had opened is released again. */
  start(): Promise<void>;
  /** Releases every timer, socket, watcher and child process. */
  stop(): Promise<void>;
}

/**
 * One lifecycle from several: starts them in order, stops them in reverse. When one fails to start,
 * those before it are stopped again and the failure is thrown on.
 */
export function sequence(parts: readonly Lifecycle[]): Lifecycle {
  const started: Lifecycle[] = [];

  async function stop(): Promise<void> {
    const problems: unknown[] = [];
    for (let part = started.pop(); part !== undefined; part = started.pop()) {
      await part.stop().catch((error: unknown) => problems.push(error));
    }
    if (problems.length > 0) throw new AggregateError(problems, 'not everything could be stopped');
  }

  return {
    async start() {
      for (const part of parts) {
        try {
          await part.start();
          started.push(part);
        } catch (error) {
          await part.stop().catch(() => undefined);
          await stop().catch(() => undefined);
          throw error;
        }
      }
    },
    stop,
  };
}

import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';

/**
 * Starts this program again as a process of its own that plays one role: the load, the bare peer, the SDK
 * clients. It ends when this process ends, since its IPC channel closes.
 */
export function startRole(role: string): ChildProcess {
  const program = process.argv[1];
  if (program === undefined) throw new Error('not started from a file');
  return fork(program, [], { env: { ...process.env, VERNAL_BENCH_ROLE: role } });
}

/** The next message of a child; rejects when it ends instead. */
export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const ended = new AbortController();
  const onExit = (): void => ended.abort(new Error('a process of the benchmark ended early'));
  child.once('exit', onExit);
  try {
    const [message] = (await once(child, 'message', { signal: ended.signal })) as [Message];
    return message;
  } finally {
    child.off('exit', onExit);
  }
}

let inbox: NodeJS.AsyncIterator<unknown[]> | undefined;

/** The next message of the parent, in a role; one that came earlier than it was wanted has been kept. */
export async function nextOrder<Order>(): Promise<Order> {
  inbox ??= on(process, 'message');
  const next = await inbox.next();
  const [order] = next.value as [Order];
  return order;
}

/** Answers the parent, in a role. */
export function tellParent(message: object): void {
  process.send?.(message);
}

import type { ServerResponse } from 'node:http';

/** Sends the changing parts of the page to every browser that has it open (server-sent events). */
export interface ViewStream {
  /** Adds a browser; it leaves by closing its connection. */
  add(response: ServerResponse): void;
  /** Renders and sends now. */
  sendNow(): void;
  /** Ends every stream. */
  close(): void;
}

const EVERY_MS = 1_000;

/**
 * Renders once a second while anybody watches, and at once on `sendNow()`; a part is sent when its markup
 * differs from what was sent last.
 */
export function createViewStream(render: () => Promise<ReadonlyMap<string, string>>): ViewStream {
  const watchers = new Set<ServerResponse>();
  let sent: ReadonlyMap<string, string> = new Map();
  let timer: NodeJS.Timeout | undefined;

  async function send(): Promise<void> {
    const parts = await render();
    const changed = [...parts].filter(([id, markup]) => sent.get(id) !== markup);
    sent = parts;
    const text = changed.map(([id, markup]) => eventOf(id, markup)).join('');
    if (text !== '') for (const watcher of watchers) watcher.write(text);
  }

  function sendNow(): void {
    if (watchers.size === 0) return;
    send().catch((error: unknown) => console.error('could not render the page:', error));
  }

  function remove(response: ServerResponse): void {
    watchers.delete(response);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    add(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('retry: 1000\n\n');
      for (const [id, markup] of sent) response.write(eventOf(id, markup));
      watchers.add(response);
      response.on('close', () => remove(response));
      timer ??= setInterval(sendNow, EVERY_MS);
      sendNow();
    },
    sendNow,
    close() {
      for (const watcher of watchers) watcher.end();
      clearInterval(timer);
    },
  };
}

function eventOf(id: string, markup: string): string {
  return `event: part\ndata: ${JSON.stringify({ id, markup })}\n\n`;
}

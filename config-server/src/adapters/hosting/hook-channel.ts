import type { Duplex } from 'node:stream';
import { parseRefUpdate, type RefUpdate } from '../../domain/hosting/ref-update.ts';
import type { Judgement } from '../../ports/git-host.ts';

/** Where Git keeps the objects of a push until it is accepted. */
export interface Quarantine {
  readonly objects: string;
  /** Folders with the objects that are there already. */
  readonly alternates: string;
}

/** What the hooks of a push ask for and tell. */
export interface HookListener {
  judge(updates: readonly RefUpdate[], quarantine: Quarantine): Promise<Judgement>;
  updated(updates: readonly RefUpdate[]): void;
}

const END = '\n.\n';
/** Room for 10,000 refs. */
const MAX_LENGTH = 4 * 1024 * 1024;
const CONTROL = /\p{Cc}/gu;

/** Listens to the hooks at the other end of a channel, see `hook-files.ts`. */
export function attendHooks(channel: Duplex, listener: HookListener): void {
  let text = '';
  channel.setEncoding('utf8');
  channel.on('error', () => undefined);
  channel.on('data', (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf(END); end >= 0; end = text.indexOf(END)) {
      const message = text.slice(0, end).split('\n');
      text = text.slice(end + END.length);
      void attend(message, channel, listener);
    }
    // Without an answer nothing is accepted.
    if (text.length > MAX_LENGTH) channel.destroy();
  });
}

async function attend(
  [hook, ...lines]: readonly string[],
  channel: Duplex,
  listener: HookListener,
): Promise<void> {
  if (hook === 'post-receive') {
    listener.updated(lines.map(parseRefUpdate).filter((update) => update !== undefined));
    return;
  }
  const [objects = '', alternates = '', ...updates] = lines;
  const read = updates.map(parseRefUpdate);
  const known = read.filter((update) => update !== undefined);
  const judgement =
    known.length === read.length
      ? await listener.judge(known, { objects, alternates })
      : { accepted: false, lines: ['the names of refs can not be read'] };
  answer(channel, judgement);
}

/** File names are the pusher's: what would move the cursor of a terminal is not printed. */
function answer(channel: Duplex, { accepted, lines }: Judgement): void {
  if (!channel.writable) return;
  const printed = lines.map((line) => `:${line.replaceAll(CONTROL, '?')}\n`).join('');
  channel.write(`${printed}${accepted ? 'accepted' : 'refused'}\n`);
}

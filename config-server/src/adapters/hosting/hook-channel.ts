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
const ABANDONED: Judgement = { accepted: false, lines: ['the push was given up'] };
const UNREADABLE: Judgement = { accepted: false, lines: ['the names of refs can not be read'] };

/** This end of the channel that the hooks of one push have to this process, see `hook-files.ts`. */
export class HookChannel {
  readonly #channel: Duplex;
  readonly #listener: HookListener;
  #text = '';
  #isAnswered = false;

  constructor(channel: Duplex, listener: HookListener) {
    this.#channel = channel;
    this.#listener = listener;
    channel.setEncoding('utf8');
    channel.on('error', () => undefined);
    channel.on('data', (chunk: string) => this.#take(chunk));
  }

  /** Nothing is accepted any more that was not accepted yet. */
  abandon(): void {
    this.#answer(ABANDONED);
  }

  #take(chunk: string): void {
    this.#text += chunk;
    for (let end = this.#text.indexOf(END); end >= 0; end = this.#text.indexOf(END)) {
      const message = this.#text.slice(0, end).split('\n');
      this.#text = this.#text.slice(end + END.length);
      void this.#attend(message);
    }
    // Without an answer nothing is accepted.
    if (this.#text.length > MAX_LENGTH) this.#channel.destroy();
  }

  async #attend([hook, ...lines]: readonly string[]): Promise<void> {
    if (hook === 'post-receive') {
      this.#listener.updated(lines.map(parseRefUpdate).filter((update) => update !== undefined));
      return;
    }
    const [objects = '', alternates = '', ...updates] = lines;
    const read = updates.map(parseRefUpdate);
    const known = read.filter((update) => update !== undefined);
    const isWhole = known.length === read.length;
    this.#answer(isWhole ? await this.#listener.judge(known, { objects, alternates }) : UNREADABLE);
  }

  /** File names are the pusher's: what would move the cursor of a terminal is not printed. */
  #answer({ accepted, lines }: Judgement): void {
    if (this.#isAnswered || !this.#channel.writable) return;
    this.#isAnswered = true;
    const printed = lines.map((line) => `:${line.replaceAll(CONTROL, '?')}\n`).join('');
    this.#channel.write(`${printed}${accepted ? 'accepted' : 'refused'}\n`);
  }
}

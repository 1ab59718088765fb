import { adoptRegions } from './regions.ts';

/** Changes come in bursts: one fetch shows them all. */
const SETTLE_MS = 300;
/** Ages and renewals move without any event. */
const REFRESH_MS = 10_000;

/** Fetches the page again when told to, never twice at a time, and not while it is hidden or paused. */
export class LivePage {
  #timer: number | undefined;
  #isFetching = false;
  #isWanted = false;
  isPaused = false;
  readonly #tell: (state: string) => void;

  /** @param tell shows a sentence about the state of the page */
  constructor(tell: (state: string) => void) {
    this.#tell = tell;
    window.setInterval(() => this.refresh(), REFRESH_MS);
  }

  /** Soon. */
  refresh(): void {
    if (this.isPaused || document.visibilityState === 'hidden') return;
    this.#timer ??= window.setTimeout(() => {
      this.#timer = undefined;
      void this.#fetch();
    }, SETTLE_MS);
  }

  async #fetch(): Promise<void> {
    if (this.#isFetching) {
      this.#isWanted = true;
      return;
    }
    this.#isFetching = true;
    try {
      const answer = await fetch(window.location.href, { headers: { accept: 'text/html' } });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const text = await answer.text();
      if (!this.isPaused) adoptRegions(new DOMParser().parseFromString(text, 'text/html'));
      this.#tell('Live');
    } catch {
      this.#tell('The registry does not answer; what you see may be old');
    }
    this.#isFetching = false;
    if (this.#isWanted) {
      this.#isWanted = false;
      this.refresh();
    }
  }
}

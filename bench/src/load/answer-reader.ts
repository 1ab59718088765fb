const HEAD_END = '\r\n\r\n';
/** How much is looked through at a time, so that a large body behind a head is not made a string. */
const HEAD_PIECE_BYTES = 1024;
const NO_BODY: ReadonlySet<number> = new Set([204, 304]);

/**
 * Finds the answers in what a keep-alive connection receives, in whatever pieces it comes. Only lengths are
 * read of bodies. It is no general HTTP parser: one of those costs the load as much as the server, on the
 * processors that they share.
 */
export class AnswerReader {
  readonly #onAnswer: (status: number) => void;
  #head = '';
  #status = 0;
  #bodyBytesLeft = 0;

  constructor(onAnswer: (status: number) => void) {
    this.#onAnswer = onAnswer;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      at = this.#bodyBytesLeft > 0 ? this.#skipBody(chunk, at) : this.#readHead(chunk, at);
    }
  }

  #skipBody(chunk: Buffer, at: number): number {
    const taken = Math.min(this.#bodyBytesLeft, chunk.length - at);
    this.#bodyBytesLeft -= taken;
    if (this.#bodyBytesLeft === 0) this.#onAnswer(this.#status);
    return at + taken;
  }

  #readHead(chunk: Buffer, at: number): number {
    const known = this.#head.length;
    const piece = chunk.toString('latin1', at, at + HEAD_PIECE_BYTES);
    this.#head += piece;
    const end = this.#head.indexOf(HEAD_END);
    if (end < 0) return at + piece.length;
    const head = this.#head.slice(0, end);
    this.#head = '';
    this.#status = Number(head.slice(9, 12));
    this.#bodyBytesLeft = NO_BODY.has(this.#status) ? 0 : contentLength(head);
    if (this.#bodyBytesLeft === 0) this.#onAnswer(this.#status);
    return at + end + HEAD_END.length - known;
  }
}

function contentLength(head: string): number {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without a length:\n${head}`);
  return Number(length);
}

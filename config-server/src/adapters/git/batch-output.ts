/** An object of a Git repository. */
export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly sizeBytes: number;
  /** Only the first of them, `HEAD_BYTES` at most, when there are more than were wanted. */
  readonly bytes: Buffer;
}

/** Who gets the objects, in the order in which they were asked for. */
export interface ObjectTaker {
  /** How many bytes of the next object are wanted; of a larger one only the beginning is kept. */
  readonly maxBytes: () => number;
  readonly take: (object: GitObject | undefined) => void;
}

const NEWLINE = 0x0a;
/** They tell what kind of text it is. */
const HEAD_BYTES = 4_096;
/** `<id> <type> <size>`; anything else says that the object is missing or ambiguous. */
const HEADER = /^([0-9a-f]{40,64}) (\w+) (\d+)$/;

/** Takes the output of `git cat-file --batch` apart, however it is cut into chunks. */
export class BatchOutput {
  readonly #taker: ObjectTaker;
  #chunks: Buffer[] = [];
  #length = 0;
  /** How many bytes there must be before it is worth to look again. */
  #needed = 1;
  /** Bytes of an object that nobody wants. */
  #unwanted = 0;

  constructor(taker: ObjectTaker) {
    this.#taker = taker;
  }

  add(chunk: Buffer): void {
    const wanted = this.#afterUnwanted(chunk);
    this.#chunks.push(wanted);
    this.#length += wanted.length;
    if (this.#length < this.#needed) return;
    let rest: Buffer = Buffer.concat(this.#chunks);
    for (let taken = this.#take(rest); taken > 0; taken = this.#take(rest)) {
      rest = this.#afterUnwanted(rest.subarray(taken));
    }
    this.#chunks = [rest];
    this.#length = rest.length;
  }

  #afterUnwanted(data: Buffer): Buffer {
    const dropped = Math.min(this.#unwanted, data.length);
    this.#unwanted -= dropped;
    return data.subarray(dropped);
  }

  /** Hands on the answer that `data` starts with; returns its length, 0 when it is not complete. */
  #take(data: Buffer): number {
    const lineEnd = data.indexOf(NEWLINE);
    this.#needed = data.length + 1;
    if (lineEnd < 0) return 0;
    const header = HEADER.exec(data.toString('utf8', 0, lineEnd));
    if (header === null) {
      this.#taker.take(undefined);
      return lineEnd + 1;
    }
    const [, id = '', type = '', size = '0'] = header;
    const sizeBytes = Number(size);
    const start = lineEnd + 1;
    const end = start + sizeBytes;
    const isWanted = sizeBytes <= this.#taker.maxBytes();
    const bytesEnd = isWanted ? end : start + Math.min(sizeBytes, HEAD_BYTES);
    if (data.length <= bytesEnd) {
      this.#needed = bytesEnd + 1;
      return 0;
    }
    this.#unwanted = end - bytesEnd;
    this.#taker.take({ id, type, sizeBytes, bytes: data.subarray(start, bytesEnd) });
    return bytesEnd + 1;
  }
}

/** An object of a Git repository. */
export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const NEWLINE = 0x0a;
/** `<id> <type> <size>`; anything else says that the object is missing or ambiguous. */
const HEADER = /^([0-9a-f]{40,64}) (\w+) (\d+)$/;

/** Takes the output of `git cat-file --batch` apart, however it is cut into chunks. */
export class BatchOutput {
  readonly #onObject: (object: GitObject | undefined) => void;
  #chunks: Buffer[] = [];
  #length = 0;
  /** How many bytes there must be before it is worth to look again. */
  #needed = 1;

  constructor(onObject: (object: GitObject | undefined) => void) {
    this.#onObject = onObject;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#needed) return;
    let rest = Buffer.concat(this.#chunks);
    for (let taken = this.#take(rest); taken > 0; taken = this.#take(rest)) {
      rest = rest.subarray(taken);
    }
    this.#chunks = [rest];
    this.#length = rest.length;
  }

  /** Hands on the answer that `data` starts with; returns its length, 0 when it is not complete. */
  #take(data: Buffer): number {
    const lineEnd = data.indexOf(NEWLINE);
    this.#needed = data.length + 1;
    if (lineEnd < 0) return 0;
    const header = HEADER.exec(data.toString('utf8', 0, lineEnd));
    if (header === null) {
      this.#onObject(undefined);
      return lineEnd + 1;
    }
    const [, id = '', type = '', size = '0'] = header;
    const start = lineEnd + 1;
    const end = start + Number(size);
    if (data.length <= end) {
      this.#needed = end + 1;
      return 0;
    }
    this.#onObject({ id, type, bytes: data.subarray(start, end) });
    return end + 1;
  }
}

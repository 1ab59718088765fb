import { textBytes } from './estimated-size.ts';

/** What an entry costs beside its key and value: the object, and its place in the map. */
const ENTRY_BYTES = 120;

interface Entry<Value> {
  readonly value: Value;
  readonly bytes: number;
  /** Whether it was asked for since the hand last passed. */
  used: boolean;
}

/** What a cache is made of. */
export interface ByteCacheParts<Value> {
  /** Memory that a value takes, estimated if need be, too high rather than too low. */
  readonly sizeOf: (value: Value) => number;
  /** Whether a value may be kept; all may when not set. */
  readonly isLasting?: ((value: Value) => boolean) | undefined;
  /** What is larger is not kept: it would push out all others, and then itself. */
  readonly limitBytes: number;
  /** Called when the cache has grown. */
  readonly makeRoom: () => void;
}

/**
 * Values that can be made again, by text. Which one is forgotten first decides a hand that goes round (the
 * clock algorithm): it passes what was used since its last visit. A hit costs one look-up and one assignment.
 */
export class ByteCache<Value> {
  readonly #parts: ByteCacheParts<Value>;
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #making = new Map<string, Promise<Value>>();
  #hand = this.#entries.entries();
  #bytes = 0;
  #hits = 0;
  #misses = 0;

  constructor(parts: ByteCacheParts<Value>) {
    this.#parts = parts;
  }

  /** Of keys and values together. */
  get bytes(): number {
    return this.#bytes;
  }

  get entries(): number {
    return this.#entries.size;
  }

  get hits(): number {
    return this.#hits;
  }

  get misses(): number {
    return this.#misses;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) {
      this.#misses += 1;
      return undefined;
    }
    this.#hits += 1;
    entry.used = true;
    return entry.value;
  }

  set(key: string, value: Value): void {
    this.delete(key);
    const { sizeOf, limitBytes, isLasting } = this.#parts;
    if (isLasting?.(value) === false) return;
    const bytes = ENTRY_BYTES + textBytes(key) + sizeOf(value);
    if (bytes > limitBytes) return;
    this.#entries.set(key, { value, bytes, used: false });
    this.#bytes += bytes;
    this.#parts.makeRoom();
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }

  /** Calls `make` unless the value is there; callers at the same time share one call. A failure is not kept, nor what does not last. */
  async remember(key: string, make: () => Promise<Value>): Promise<Value> {
    const known = this.get(key);
    if (known !== undefined) return known;
    const making = this.#making.get(key) ?? this.#make(key, make);
    return making;
  }

  /** Forgets one value. */
  forgetOne(): void {
    while (this.#entries.size > 0) {
      const { value: place } = this.#hand.next();
      if (place === undefined) this.#hand = this.#entries.entries();
      else if (place[1].used) place[1].used = false;
      else {
        this.delete(place[0]);
        return;
      }
    }
  }

  async #make(key: string, make: () => Promise<Value>): Promise<Value> {
    const making = make();
    this.#making.set(key, making);
    try {
      const value = await making;
      this.set(key, value);
      return value;
    } finally {
      this.#making.delete(key);
    }
  }
}

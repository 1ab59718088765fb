import { ByteCache } from './byte-cache.ts';

/** One of the caches of a budget. */
export interface CacheSettings<Value> {
  /** For metrics. */
  readonly name: string;
  /** Beside the other caches' shares: how much of the memory is its own when all is wanted. */
  readonly share: number;
  /** Memory that a value takes, in bytes. */
  readonly sizeOf: (value: Value) => number;
  /** Whether a value may be kept; all may when not set. */
  readonly isLasting?: (value: Value) => boolean;
}

/** What is counted of a cache. */
export interface CacheFigures {
  readonly bytes: number;
  readonly entries: number;
  readonly hits: number;
  readonly misses: number;
}

interface SharingCache {
  readonly name: string;
  readonly share: number;
  readonly cache: CacheFigures & { forgetOne(): void };
}

/**
 * Memory that caches have together. Each may take what the others leave; when it is full, the one that has most
 * beyond its share gives way.
 */
export class CacheBudget {
  readonly limitBytes: number;
  readonly #sharing: SharingCache[] = [];

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  cache<Value>({ name, share, sizeOf, isLasting }: CacheSettings<Value>): ByteCache<Value> {
    const { limitBytes } = this;
    const cache = new ByteCache<Value>({
      sizeOf,
      isLasting,
      limitBytes,
      makeRoom: () => this.#makeRoom(),
    });
    this.#sharing.push({ name, share, cache });
    return cache;
  }

  /** By name of the cache. */
  figures(): ReadonlyMap<string, CacheFigures> {
    return new Map(this.#sharing.map(({ name, cache }) => [name, cache]));
  }

  get #bytes(): number {
    let bytes = 0;
    for (const { cache } of this.#sharing) bytes += cache.bytes;
    return bytes;
  }

  #makeRoom(): void {
    while (this.#bytes > this.limitBytes) {
      this.#sharing.reduce(greedier).cache.forgetOne();
    }
  }
}

function greedier(one: SharingCache, other: SharingCache): SharingCache {
  return other.cache.bytes * one.share > one.cache.bytes * other.share ? other : one;
}

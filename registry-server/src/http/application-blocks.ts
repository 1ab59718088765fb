import type { ListFormat } from '@vernal/protocol/eureka';
import type { ListedLeases } from '../domain/listed-leases.ts';
import { compressPiece, type GzipPiece } from './gzip-piece.ts';
import { listedApplication } from './listed-application.ts';

/** Instances that are compressed together, about 120 KB: enough to compress well, little to compress again. */
const BLOCK_SIZE = 120;
/** A block with fewer instances is not worth its place. */
const SMALL_BLOCK = 25;

interface Block {
  readonly names: Set<string>;
  /** Instances that were counted last. */
  size: number;
  piece: GzipPiece | undefined;
}

/**
 * The applications of a list, in blocks of about 120 instances that are encoded and compressed by
 * themselves. An application is never divided, so that a change costs what its application and the
 * neighbours in the block cost.
 */
export class ApplicationBlocks {
  readonly #leases: ListedLeases;
  readonly #format: ListFormat;
  readonly #blocks = new Set<Block>();
  readonly #blockOf = new Map<string, Block>();
  readonly #stale = new Set<Block>();
  /** Takes new applications while it has room. */
  #open: Block;

  constructor(leases: ListedLeases, format: ListFormat) {
    this.#leases = leases;
    this.#format = format;
    this.#open = this.#addBlock();
    for (const name of leases.names()) this.mark(name);
  }

  /** Says that the application changed, came, or went. */
  mark(name: string): void {
    this.#stale.add(this.#blockOf.get(name) ?? this.#place(name));
  }

  /** Blocks that wait to be written. */
  get waiting(): number {
    return this.#stale.size;
  }

  /** The blocks written last, in the order of the list. */
  pieces(): readonly GzipPiece[] {
    return Array.from(this.#blocks).flatMap(({ piece }) => piece ?? []);
  }

  /** Encodes up to `limit` waiting blocks before it returns, and compresses them before it resolves. */
  async write(limit: number): Promise<void> {
    const written = this.#take(limit).map((block) => ({ block, text: this.#encode(block) }));
    await Promise.all(
      written.map(async ({ block, text }) => {
        try {
          block.piece = await compressPiece(text);
        } catch (error) {
          this.#stale.add(block);
          throw error;
        }
      }),
    );
  }

  #take(limit: number): Block[] {
    const taken: Block[] = [];
    for (const block of this.#stale) {
      if (taken.length === limit) break;
      this.#stale.delete(block);
      if (this.#settle(block)) taken.push(block);
    }
    return taken;
  }

  #encode({ names }: Block): Buffer {
    const listed = Array.from(names, (name) =>
      listedApplication(this.#format, name, this.#leases.of(name)),
    );
    return Buffer.from(listed.join(this.#format.separator));
  }

  /** Leaves in a block what it has room for and finds a place for the rest; false when nothing is left. */
  #settle(block: Block): boolean {
    const present = [...block.names].filter((name) => this.#leases.count(name) > 0);
    const size = present.reduce((sum, name) => sum + this.#leases.count(name), 0);
    const isSmall = size < SMALL_BLOCK && block !== this.#open;
    for (const name of block.names) this.#blockOf.delete(name);
    block.names.clear();
    block.size = isSmall ? BLOCK_SIZE : 0;
    for (const name of present) {
      if (block.size < BLOCK_SIZE) this.#put(name, block);
      else this.mark(name);
    }
    if (block.names.size > 0) return true;
    block.piece = undefined;
    block.size = 0;
    if (block !== this.#open) this.#blocks.delete(block);
    return false;
  }

  #place(name: string): Block {
    if (this.#open.size >= BLOCK_SIZE) this.#open = this.#addBlock();
    this.#put(name, this.#open);
    return this.#open;
  }

  #put(name: string, block: Block): void {
    block.names.add(name);
    block.size += this.#leases.count(name);
    this.#blockOf.set(name, block);
  }

  #addBlock(): Block {
    const block: Block = { names: new Set(), size: 0, piece: undefined };
    this.#blocks.add(block);
    return block;
  }
}

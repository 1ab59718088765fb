import type { ApplicationsHead, ListFormat } from '@vernal/protocol/eureka';
import type { ListedLeases } from '../domain/listed-leases.ts';
import { ApplicationBlocks } from './application-blocks.ts';
import { type GzipPiece, storedPiece } from './gzip-piece.ts';
import { PiecedBody } from './prepared-body.ts';

/** Blocks that are encoded without a pause: some milliseconds. */
const BLOCKS_AT_ONCE = 4;
/** How often it is tried to catch up with changes that come while blocks are written. */
const ROUNDS = 3;

/** What a list shows and how. */
export interface PreparedListParts {
  readonly leases: ListedLeases;
  readonly format: ListFormat;
  /** Version and hash code of the moment. */
  readonly head: () => ApplicationsHead;
}

interface Pass {
  readonly version: number;
  readonly body: Promise<PiecedBody>;
}

/**
 * A list of applications as bytes. A change costs nothing until somebody asks; then the blocks that changed
 * are written anew and joined with the others, once for all who ask meanwhile. What is answered shows
 * everything that happened before it was asked for.
 */
export class PreparedList {
  readonly #parts: PreparedListParts;
  #blocks: ApplicationBlocks | undefined;
  #body: PiecedBody | undefined;
  #version = 0;
  #pass: Pass | undefined;
  #following: Promise<PiecedBody> | undefined;

  constructor(parts: PreparedListParts) {
    this.#parts = parts;
  }

  /** Says that an application changed; {@link forget} makes it show. */
  mark(app: string): void {
    this.#blocks?.mark(app);
  }

  /** Makes the next answer a new one. */
  forget(): void {
    this.#version += 1;
    this.#body = undefined;
  }

  /** Lets go of plain bytes, which few ask for. */
  forgetPlain(): void {
    this.#body?.forgetPlain();
  }

  read(): PiecedBody | Promise<PiecedBody> {
    if (this.#body !== undefined) return this.#body;
    if (this.#pass?.version === this.#version) return this.#pass.body;
    this.#following ??= this.#follow(this.#pass);
    return this.#following;
  }

  /** A pass that is under way misses the last change: the next begins when it has ended. */
  async #follow(previous: Pass | undefined): Promise<PiecedBody> {
    await previous?.body.catch(() => undefined);
    this.#following = undefined;
    const pass = { version: this.#version, body: this.#write() };
    this.#pass = pass;
    try {
      const body = await pass.body;
      if (this.#version === pass.version) this.#body = body;
      return body;
    } finally {
      if (this.#pass === pass) this.#pass = undefined;
    }
  }

  /** In turns, so that other requests are answered in between; the last turn agrees with the head. */
  async #write(): Promise<PiecedBody> {
    const { leases, format, head } = this.#parts;
    this.#blocks ??= new ApplicationBlocks(leases, format);
    const blocks = this.#blocks;
    for (let round = 0; round < ROUNDS && blocks.waiting > BLOCKS_AT_ONCE; round += 1) {
      for (let left = blocks.waiting; left > 0; left -= BLOCKS_AT_ONCE) {
        await blocks.write(BLOCKS_AT_ONCE);
      }
    }
    const { before, after } = format.frame(head());
    await blocks.write(Number.POSITIVE_INFINITY);
    const pieces = separate(blocks.pieces(), storedPiece(format.separator));
    return new PiecedBody([storedPiece(before), ...pieces, storedPiece(after)], format.mediaType);
  }
}

function separate(pieces: readonly GzipPiece[], separator: GzipPiece): readonly GzipPiece[] {
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [separator, piece]));
}

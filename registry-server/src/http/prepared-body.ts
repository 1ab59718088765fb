import type { MediaType } from '@vernal/protocol/eureka';
import { type GzipPiece, joinGzip } from './gzip-piece.ts';

/** Bytes of an answer, encoded and compressed once for all who ask. */
export interface PreparedBody {
  readonly mediaType: MediaType;
  /** The plain bytes, in parts. */
  plain(): readonly Buffer[] | Promise<readonly Buffer[]>;
  /** The compressed bytes; undefined for what Spring never compresses (eureka-protocol 1.5). */
  gzipped(): Buffer | undefined;
}

/** A body that is sent as it is. */
export function plainBody(text: string, mediaType: MediaType): PreparedBody {
  const parts = [Buffer.from(text)];
  return { mediaType, plain: () => parts, gzipped: () => undefined };
}

/** A body of pieces that were compressed one by one. */
export class PiecedBody implements PreparedBody {
  readonly mediaType: MediaType;
  readonly #pieces: readonly GzipPiece[];
  #gzipped: Buffer | undefined;
  #plain: readonly Buffer[] | undefined;

  constructor(pieces: readonly GzipPiece[], mediaType: MediaType) {
    this.#pieces = pieces;
    this.mediaType = mediaType;
  }

  plain(): readonly Buffer[] | Promise<readonly Buffer[]> {
    return this.#plain ?? this.#decompress();
  }

  /** Lets go of the plain bytes until somebody asks again. */
  forgetPlain(): void {
    this.#plain = undefined;
    for (const piece of this.#pieces) piece.forgetText();
  }

  gzipped(): Buffer {
    this.#gzipped ??= joinGzip(this.#pieces);
    return this.#gzipped;
  }

  async #decompress(): Promise<readonly Buffer[]> {
    const parts = await Promise.all(this.#pieces.map((piece) => piece.text()));
    this.#plain = parts;
    return parts;
  }
}

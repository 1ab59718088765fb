import { gzip } from 'node:zlib';
import type { MediaType } from '@vernal/protocol/eureka';

/** Which forms of an answer may be sent: Spring compresses lists of all applications only (1.5). */
export type Compression = 'gzip' | 'none';

/** How an answer goes out. */
export interface BodyForm {
  readonly mediaType: MediaType;
  readonly compression: Compression;
}

/** Bytes of an answer, encoded and compressed once for all who ask. */
export class PreparedBody {
  readonly identity: Buffer;
  readonly mediaType: MediaType;
  readonly compression: Compression;
  #gzipped: Buffer | undefined;
  #compressing: Promise<Buffer> | undefined;

  constructor(text: string, { mediaType, compression }: BodyForm) {
    this.identity = Buffer.from(text);
    this.mediaType = mediaType;
    this.compression = compression;
  }

  /** The compressed bytes: at once when they exist, else as soon as the first caller's compression is done. */
  gzipped(): Buffer | Promise<Buffer> {
    if (this.#gzipped !== undefined) return this.#gzipped;
    this.#compressing ??= compress(this.identity).then((bytes) => {
      this.#gzipped = bytes;
      return bytes;
    });
    return this.#compressing;
  }
}

function compress(bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gzip(bytes, { level: 6 }, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

import { constants, crc32, deflateRaw, inflateRaw } from 'node:zlib';
import { crc32Shift, joinCrc32 } from './crc32-join.ts';

const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty last block of deflate. */
const LAST_BLOCK = [3, 0];
/** A block that is stored as it is can't be longer. */
const STORED_AT_MOST = 0xffff;

/**
 * A part of a text, compressed by itself: it ends on a byte and refers to nothing before it, so that pieces
 * can be joined to one gzip stream (RFC 1951, 1952), and a change compresses its own piece only.
 */
export class GzipPiece {
  /** Blocks of deflate, none of them the last. */
  readonly deflated: Buffer;
  readonly length: number;
  readonly crc: number;
  /** See {@link crc32Shift}. */
  readonly crcShift: number;
  #text: Promise<Buffer> | undefined;

  constructor(text: Buffer, deflated: Buffer) {
    this.deflated = deflated;
    this.length = text.length;
    this.crc = crc32(text);
    this.crcShift = crc32Shift(text.length);
  }

  /** The plain bytes. They are kept only when somebody asks, since they are ten times as many. */
  text(): Promise<Buffer> {
    this.#text ??= inflate(this.deflated);
    return this.#text;
  }

  forgetText(): void {
    this.#text = undefined;
  }
}

/** Compresses on a thread of its own. */
export async function compressPiece(text: Buffer): Promise<GzipPiece> {
  return new GzipPiece(text, copyOf(await deflate(text)));
}

/** What zlib gives is the start of a longer buffer, which would be kept with it. */
function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

/** A short piece, stored as it is. */
export function storedPiece(text: string): GzipPiece {
  const bytes = Buffer.from(text);
  const blocks: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += STORED_AT_MOST) {
    blocks.push(storedBlock(bytes.subarray(start, start + STORED_AT_MOST)));
  }
  return new GzipPiece(bytes, Buffer.concat(blocks));
}

/** One gzip stream of all pieces, in their order. */
export function joinGzip(pieces: readonly GzipPiece[]): Buffer {
  const trailer = Buffer.from([...LAST_BLOCK, 0, 0, 0, 0, 0, 0, 0, 0]);
  const crc = pieces.reduce((sum, piece) => joinCrc32(sum, piece.crc, piece.crcShift), 0);
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  trailer.writeUInt32LE(crc, LAST_BLOCK.length);
  trailer.writeUInt32LE(length % 2 ** 32, LAST_BLOCK.length + 4);
  return Buffer.concat([HEADER, ...pieces.map(({ deflated }) => deflated), trailer]);
}

function storedBlock(bytes: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16LE(bytes.length, 1);
  head.writeUInt16LE(bytes.length ^ 0xffff, 3);
  return Buffer.concat([head, bytes]);
}

function deflate(text: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { level: 6, finishFlush: constants.Z_FULL_FLUSH };
    deflateRaw(text, options, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
}

/** The stream has no end of its own: what is there is all there is. */
function inflate(deflated: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { finishFlush: constants.Z_SYNC_FLUSH };
    inflateRaw(deflated, options, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
}

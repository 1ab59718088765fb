/** One value of DER (X.690). */
export interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
  /** With tag and length. */
  readonly whole: Buffer;
  /** The values inside. Throws when there are none. */
  readonly children: readonly DerValue[];
}

const OBJECT_IDENTIFIER = 0x06;

const MANY_BYTES = 0x80;
const MAX_LENGTH_BYTES = 4;

/** Reads the value that the bytes begin with. Throws for what is not DER; lengths without an end are none. */
export function parseDer(bytes: Buffer): DerValue {
  const tag = bytes.readUInt8(0);
  const short = bytes.readUInt8(1);
  const lengthBytes = short < MANY_BYTES ? 0 : short - MANY_BYTES;
  if (short === MANY_BYTES || lengthBytes > MAX_LENGTH_BYTES) throw new Error('unknown length');
  const length = lengthBytes === 0 ? short : bytes.readUIntBE(2, lengthBytes);
  const start = 2 + lengthBytes;
  const end = start + length;
  if (end > bytes.length) throw new Error('ends too early');
  const content = bytes.subarray(start, end);
  return {
    tag,
    content,
    whole: bytes.subarray(0, end),
    get children() {
      return parseAll(content);
    },
  };
}

/** An object identifier as people write it. */
export function oidText({ tag, content }: DerValue): string {
  if (tag !== OBJECT_IDENTIFIER) throw new Error('no object identifier');
  const parts: number[] = [];
  let part = 0;
  for (const byte of content) {
    part = part * 0x80 + (byte & 0x7f);
    if (byte >= MANY_BYTES) continue;
    parts.push(part);
    part = 0;
  }
  const [first = 0, ...rest] = parts;
  return [Math.floor(first / 40), first % 40, ...rest].join('.');
}

/** A whole number, e.g. of iterations. */
export function numberOf({ content }: DerValue): number {
  return content.length <= 6 ? content.readUIntBE(0, content.length) : Number.NaN;
}

function parseAll(content: Buffer): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < content.length; ) {
    const value = parseDer(content.subarray(at));
    values.push(value);
    at += value.whole.length;
  }
  return values;
}

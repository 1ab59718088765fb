import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PacketMeter } from '../../src/adapters/packet-meter.ts';

/** A packet whose body has so many bytes. */
function packet(bodyBytes: number): Uint8Array {
  const header = [0x30];
  for (let left = bodyBytes; ; left = Math.floor(left / 0x80)) {
    header.push((left % 0x80) | (left >= 0x80 ? 0x80 : 0));
    if (left < 0x80) return Uint8Array.from([...header, ...new Uint8Array(bodyBytes).fill(0xff)]);
  }
}

function accepts(chunks: readonly Uint8Array[], maxBytes: number): boolean {
  const meter = new PacketMeter(maxBytes);
  return chunks.every((chunk) => meter.accept(chunk));
}

describe('packet meter', () => {
  it('accepts packets up to the limit and none above', () => {
    for (const bytes of [0, 1, 127, 128, 16_383, 16_384]) {
      assert.equal(accepts([packet(bytes)], bytes), true);
      if (bytes > 0) assert.equal(accepts([packet(bytes)], bytes - 1), false);
    }
  });

  it('refuses a length of more than four bytes', () => {
    assert.equal(accepts([Uint8Array.of(0x30, 0x80, 0x80, 0x80, 0x80, 0)], 2 ** 28), false);
  });

  it('decides alike however the stream is cut', () => {
    const streams = fc.array(fc.nat({ max: 300 }), { maxLength: 6 });
    fc.assert(
      fc.property(streams, fc.integer({ min: 1, max: 40 }), (bodies, chunkBytes) => {
        const stream = Buffer.concat(bodies.map(packet));
        const chunks = Array.from({ length: Math.ceil(stream.length / chunkBytes) }, (_, index) =>
          stream.subarray(index * chunkBytes, (index + 1) * chunkBytes),
        );
        assert.equal(
          accepts(chunks, 200),
          bodies.every((bytes) => bytes <= 200),
        );
      }),
    );
  });
});

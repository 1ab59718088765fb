import assert from 'node:assert/strict';
import { crc32, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { crc32Shift, joinCrc32 } from '../../src/http/crc32-join.ts';
import { compressPiece, joinGzip, storedPiece } from '../../src/http/gzip-piece.ts';

describe('gzip of pieces', () => {
  it('gives what the pieces hold, whatever they are', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    const piece = fc.record({ text, isStored: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const compressed = await Promise.all(
          pieces.map(async ({ text: held, isStored }) =>
            isStored ? storedPiece(held) : compressPiece(Buffer.from(held)),
          ),
        );
        const whole = Buffer.from(pieces.map((one) => one.text).join(''));
        assert.deepEqual(gunzipSync(joinGzip(compressed)), whole);
      }),
      { numRuns: 100 },
    );
  });

  it('stores a text that is longer than one block can be', () => {
    const text = 'x'.repeat(200_000);
    assert.equal(gunzipSync(joinGzip([storedPiece(text)])).toString(), text);
  });

  it('gives the text of a piece back', async () => {
    const piece = await compressPiece(Buffer.from('{"name":"ORDERS"}'));
    assert.equal((await piece.text()).toString(), '{"name":"ORDERS"}');
    piece.forgetText();
    assert.equal((await piece.text()).toString(), '{"name":"ORDERS"}');
  });
});

describe('the checksum of joined texts', () => {
  it('is that of the whole', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), fc.uint8Array(), (first, second) => {
        const joined = joinCrc32(crc32(first), crc32(second), crc32Shift(second.length));
        assert.equal(joined, crc32(Buffer.concat([first, second])));
      }),
    );
  });
});

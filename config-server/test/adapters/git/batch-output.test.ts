import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BatchOutput } from '../../../src/adapters/git/batch-output.ts';

const ID = 'a'.repeat(40);
const MISSING = 'x missing\n';

/** What `git cat-file --batch` prints for a blob. */
function printed(content: string): string {
  return `${ID} blob ${content.length}\n${content}\n`;
}

describe('the output of git cat-file', () => {
  it('is taken apart however it is cut, what is too large left out', () => {
    const text = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });
    const large = fc.integer({ min: 4_090, max: 9_000 }).map((length) => 'y'.repeat(length));
    const object = fc.oneof(text, text, large, fc.constant(MISSING));
    const cuts = fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1 });
    const limits = fc.array(fc.nat(40), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(object, { maxLength: 20 }), cuts, limits, (objects, sizes, maxima) => {
        const taken: (string | number)[] = [];
        const output = new BatchOutput({
          maxBytes: () => maxima[taken.length] ?? 0,
          take: (found) => {
            const isWhole = (found?.sizeBytes ?? 0) <= (maxima[taken.length] ?? 0);
            if (!isWhole) assert.equal(found?.bytes.length, Math.min(found?.sizeBytes ?? 0, 4_096));
            taken.push(
              found === undefined ? MISSING : isWhole ? `${found.bytes}` : found.sizeBytes,
            );
          },
        });
        const text = objects.map((one) => (one === MISSING ? one : printed(one))).join('');
        for (let at = 0, turn = 0; at < text.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          output.add(Buffer.from(text.slice(at, at + size)));
          at += size;
        }
        const expected = objects.map((one, index) =>
          one === MISSING || one.length <= (maxima[index] ?? 0) ? one : one.length,
        );
        assert.deepEqual(taken, expected);
      }),
    );
  });
});

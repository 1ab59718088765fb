import assert from 'node:assert/strict';
import fc from 'fast-check';
import { heldBytes } from './held-bytes.ts';

/** Inputs for each decoder: 1,000, or as many as `VERNAL_FUZZ_RUNS` says. */
export const fuzzRuns = Number(process.env['VERNAL_FUZZ_RUNS'] ?? 1_000);

/** On a machine that is busy with other things. */
export const MAX_MS_PER_INPUT = 5;

/** What a decoder made of an input. */
export type Verdict = 'accepted' | 'refused';

/** A thousand inputs would not show, and looking takes longer than they do. */
const CHECKS_MEMORY = fuzzRuns >= 10_000;

/** The optimised code of a decoder, and the statistics of fast-check; nothing of the inputs. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

/**
 * Gives a decoder its inputs. What it throws, or keeps, fails the test; what it accepts is counted.
 *
 * @param cost how many plain decodings one of these takes: there are as many inputs less, but never below 100
 */
export function fuzzDecoder(
  name: string,
  inputs: fc.Arbitrary<string>,
  judge: (input: string) => Verdict,
  cost = 1,
): void {
  const runs = Math.max(100, Math.ceil(fuzzRuns / cost));
  it(`${name}: ${runs} inputs`, function () {
    this.timeout(10_000 + runs * cost * MAX_MS_PER_INPUT);
    const before = CHECKS_MEMORY ? heldBytes() : 0;
    let accepted = 0;
    const property = fc.property(inputs, (input) => {
      if (judge(input) === 'accepted') accepted += 1;
    });
    fc.assert(property, { numRuns: runs });
    const keptBytes = CHECKS_MEMORY ? heldBytes() - before : 0;
    assert.ok(keptBytes < MAX_KEPT_BYTES, `the decoder keeps ${keptBytes} bytes`);
    // The runner shows the title with what came of it.
    const share = Math.round((accepted / runs) * 100);
    if (this.test !== undefined) this.test.title += `, ${share} % accepted`;
  });
}

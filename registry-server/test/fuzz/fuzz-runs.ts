import fc from 'fast-check';

/** Inputs for each decoder: 1,000, or as many as `VERNAL_FUZZ_RUNS` says. */
export const fuzzRuns = Number(process.env['VERNAL_FUZZ_RUNS'] ?? 1_000);

/** What a decoder made of an input. */
export type Verdict = 'accepted' | 'refused';

/** On a machine that is busy with other things. */
export const MAX_MS_PER_INPUT = 5;

const HEAP_GROWTH_BYTES = 64 * 1024 * 1024;

/** Gives a decoder its inputs. What it throws fails the test; what it returns is counted. */
export function fuzzDecoder(
  name: string,
  inputs: fc.Arbitrary<string>,
  judge: (input: string) => Verdict,
): void {
  it(`${name}: ${fuzzRuns} inputs`, function () {
    this.timeout(10_000 + fuzzRuns * MAX_MS_PER_INPUT);
    let accepted = 0;
    const heapBytes = process.memoryUsage().heapUsed;
    fc.assert(
      fc.property(inputs, (input) => {
        if (judge(input) === 'accepted') accepted += 1;
      }),
      { numRuns: fuzzRuns },
    );
    const grownBytes = process.memoryUsage().heapUsed - heapBytes;
    const share = Math.round((accepted / fuzzRuns) * 100);
    // The runner shows the title with what came of it.
    if (this.test !== undefined) this.test.title += `, ${share} % accepted`;
    if (grownBytes > HEAP_GROWTH_BYTES && globalThis.gc !== undefined) globalThis.gc();
    const keptBytes = process.memoryUsage().heapUsed - heapBytes;
    if (keptBytes > 4 * HEAP_GROWTH_BYTES) throw new Error(`the heap grew by ${keptBytes} bytes`);
  });
}

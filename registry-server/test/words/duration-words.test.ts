import assert from 'node:assert/strict';
import { durationWords } from '../../src/words/duration-words.ts';

describe('a duration in words', () => {
  it('has its two largest units', () => {
    const words = [0, 999, 1_000, 61_000, 3_600_000, 3_661_000, 90_061_000, 86_400_000 * 400];
    assert.deepEqual(words.map(durationWords), [
      '0 s',
      '0 s',
      '1 s',
      '1 min 1 s',
      '1 h',
      '1 h 1 min',
      '1 d 1 h',
      '400 d',
    ]);
  });
});

import assert from 'node:assert/strict';
import { asTable } from '../../src/report/report.ts';

describe('the table of a report', () => {
  it('aligns figures to the right and leaves out what there is not', () => {
    const rows = [
      { measure: 'renew', unit: 'requests/s', ours: 12_345, peer: 15_000, ratio: 0.82, bar: 'x' },
      { measure: 'memory', unit: 'MB', ours: 71.5 },
    ];
    assert.deepEqual(asTable({ benchmark: 'b', rows, rounds: [] }).split('\n'), [
      'measure  unit          ours    peer  ratio  bar',
      '-------  ----------  ------  ------  -----  ---',
      'renew    requests/s  12,345  15,000   0.82  x',
      'memory   MB           71.50',
    ]);
  });
});

import assert from 'node:assert/strict';
import { atMost, below, describeBar, holds, ratioAtLeast } from '../../src/report/bar.ts';
import { asMarkdown } from '../../src/report/markdown.ts';
import { asTable, summaryOf } from '../../src/report/report.ts';

describe('the table of a report', () => {
  it('aligns figures to the right, leaves out what there is not, and says which bars hold', () => {
    const renew = { measure: 'renew', unit: 'requests/s', ours: 12_345, peer: 15_000, ratio: 0.82 };
    const rows = [
      { ...renew, bar: ratioAtLeast(0.8) },
      { ...renew, bar: ratioAtLeast(0.9) },
      { measure: 'memory', unit: 'MB', ours: 71.5 },
    ];
    assert.deepEqual(asTable({ benchmark: 'b', rows, rounds: [] }).split('\n'), [
      'measure  unit          ours    peer  ratio  bar           holds',
      '-------  ----------  ------  ------  -----  ------------  -----',
      'renew    requests/s  12,345  15,000   0.82  ratio >= 0.8  yes',
      'renew    requests/s  12,345  15,000   0.82  ratio >= 0.9  NO',
      'memory   MB           71.50',
    ]);
  });
});

describe('the document of reports', () => {
  it('has a table for each, with a place for the figures of a Java server', () => {
    const rows = [{ measure: 'renew', unit: 'ms', ours: 4, peer: 5, ratio: 0.8, bar: atMost(5) }];
    const report = { benchmark: 'b', peer: 'somebody', rows, rounds: [] };
    assert.deepEqual(asMarkdown([report]).split('\n'), [
      '## b',
      '',
      'Beside: somebody.',
      '',
      '| measure | unit | ours | beside | ratio | bar | holds | Java |',
      '| --- | --- | ---: | ---: | ---: | --- | --- | ---: |',
      '| renew | ms | 4.00 | 5.00 | 0.80 | <= 5 | yes |  |',
      '',
    ]);
  });
});

describe('the summary of a run', () => {
  it('counts the bars that hold and names those that do not', () => {
    const rows = [
      { measure: 'renew', unit: 'ms', ours: 4, bar: atMost(5) },
      { measure: 'register', unit: 'ms', ours: 6, bar: atMost(5) },
      { measure: 'memory', unit: 'MB', ours: 71.5 },
    ];
    const reports = [{ benchmark: 'b', rows, rounds: [] }];
    assert.equal(summaryOf(reports), '1 of 2 bars hold\n  not: b, register');
    assert.equal(summaryOf([]), '0 of 0 bars hold');
  });
});

describe('a bar', () => {
  it('is kept at its limit, unless it says below', () => {
    assert.equal(holds(atMost(5), 5), true);
    assert.equal(holds(below(5), 5), false);
    assert.equal(holds(ratioAtLeast(0.8), 0.8), true);
  });

  it('is not kept by what could not be measured', () => {
    assert.equal(holds(atMost(5), Number.NaN), false);
  });

  it('says what it is about', () => {
    assert.equal(describeBar(below(1000)), '< 1,000');
    assert.equal(describeBar(ratioAtLeast(0.85)), 'ratio >= 0.85');
  });
});

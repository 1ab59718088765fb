import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Finding, inReadingOrder, placeIn } from '../../../src/domain/checks/finding.ts';
import { findingLines } from '../../../src/domain/checks/finding-lines.ts';

const finding = fc.record(
  {
    path: fc.string({ unit: 'binary' }),
    line: fc.nat(),
    column: fc.nat(),
    severity: fc.constantFrom('error', 'warning', 'note'),
    problem: fc.string({ unit: 'binary', maxLength: 2_000 }),
  },
  { requiredKeys: ['path', 'severity', 'problem'] },
) as fc.Arbitrary<Finding>;

describe('findings in lines', () => {
  it('begin with the place, as editors read it', () => {
    const problem = 'repeats the key rate';
    const lines = findingLines(
      [
        { path: 'application-prod.yml', line: 12, column: 3, severity: 'error', problem },
        { path: 'a.properties', line: 2, severity: 'warning', problem },
        { path: 'a.xml', severity: 'note', problem },
        { path: '', severity: 'error', problem },
      ],
      10,
    );
    assert.deepEqual(lines, [
      'application-prod.yml:12:3  error  repeats the key rate',
      'a.properties:2  warning  repeats the key rate',
      'a.xml  note  repeats the key rate',
      'error  repeats the key rate',
    ]);
  });

  it('are printable and bounded, whatever files and properties are called', () => {
    fc.assert(
      fc.property(fc.array(finding), fc.nat({ max: 20 }), (findings, limit) => {
        const lines = findingLines(findings, limit);
        assert.ok(lines.length <= limit + 1);
        for (const line of lines) {
          assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
          assert.ok(line.length <= 400);
        }
        const more = findings.length - limit;
        if (more > 0) assert.equal(lines.at(-1), `and ${more} more`);
        else assert.equal(lines.length, findings.length);
      }),
    );
  });

  it('come each once, what refuses first, then by place', () => {
    fc.assert(
      fc.property(fc.array(finding), (findings) => {
        const ordered = inReadingOrder([...findings, ...findings]);
        const ranks = ordered.map(({ severity }) => ['error', 'warning', 'note'].indexOf(severity));
        assert.deepEqual(ranks, ranks.toSorted());
        assert.deepEqual(inReadingOrder(ordered.toReversed()), ordered);
        assert.ok(ordered.length <= findings.length);
      }),
    );
  });

  it('have the place that a reader of files gives', () => {
    assert.deepEqual(placeIn('a', 'line 3, column 1'), { path: 'a', line: 3, column: 1 });
    assert.deepEqual(placeIn('a', 'line 3'), { path: 'a', line: 3 });
    assert.deepEqual(placeIn('a', '3:1'), { path: 'a', line: 3, column: 1 });
    for (const nowhere of ['', 'Config server overrides', '3:x']) {
      assert.deepEqual(placeIn('a', nowhere), { path: 'a' });
    }
  });
});

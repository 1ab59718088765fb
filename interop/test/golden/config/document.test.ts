import assert from 'node:assert/strict';
import {
  documentName,
  parseExactJson,
  parseExactYaml,
} from '../../../src/golden/config/document.ts';

describe('comparing config documents', () => {
  it('keeps 1, 1.0 and "1" apart', () => {
    for (const parse of [parseExactJson, parseExactYaml]) {
      const [one, fraction, text] = Object.values(parse('{"a": 1, "b": 1.5, "c": "1"}') ?? {});
      assert.equal(new Set([one, fraction, text]).size, 3);
    }
    assert.notDeepEqual(parseExactJson('[1]'), parseExactJson('[1.0]'));
  });

  it('keeps a big whole number exact', () => {
    assert.notDeepEqual(
      parseExactJson('{"n":12345678901234567890}'),
      parseExactJson('{"n":12345678901234567891}'),
    );
  });

  it('leaves digits within a text alone', () => {
    assert.deepEqual(parseExactJson('{"a 1":"b \\" 2"}'), { 'a 1': 'b " 2' });
  });

  it('takes the shorter name of a document for the same', () => {
    const long = `http://git/b.git/Config resource 'file [/tmp/w/clone/b.yml' via location '' (document #1)`;
    assert.equal(documentName(long), 'http://git/b.git/b.yml (document #1)');
  });
});

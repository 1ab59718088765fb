import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseXmlProperties } from '../../../src/config/xml/index.ts';

const DOCTYPE = '<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">';

function read(text: string): Record<string, unknown> | undefined {
  const decoded = parseXmlProperties(text);
  if (!decoded.ok) return undefined;
  const [document = new Map()] = decoded.value;
  return Object.fromEntries([...document].map(([key, { value }]) => [key, value]));
}

describe('properties in XML', () => {
  it('are read as Java writes them, doctype and comment included', () => {
    const entries = '<comment>c</comment><entry key="a">1</entry><entry key="b">&lt;é&gt;</entry>';
    const text = `<?xml version="1.0"?>\n${DOCTYPE}\n<properties>${entries}</properties>`;
    assert.deepEqual(read(text), { a: '1', b: '<é>' });
    assert.deepEqual(read('<properties/>'), {});
  });

  it('are refused with any other document type, or when they are something else', () => {
    for (const text of [
      '<!DOCTYPE properties [<!ENTITY x "y">]><properties/>',
      '<!DOCTYPE properties SYSTEM "file:///etc/passwd"><properties/>',
      `${DOCTYPE}${DOCTYPE}<properties/>`,
      '<other/>',
      '<properties><entry>x</entry></properties>',
      'no xml',
    ]) {
      assert.equal(read(text), undefined, text);
    }
  });

  it('say where they are no XML', () => {
    const text = `${DOCTYPE}\n<properties>\n  <entry key="a">1</entri>\n</properties>`;
    const decoded = parseXmlProperties(text);
    assert.deepEqual(!decoded.ok && decoded.problems, [
      { path: 'line 3, column 19', problem: 'is not an XML document' },
    ]);
    const [other] = Object(parseXmlProperties('<other/>')).problems;
    assert.equal(other.path, '');
  });

  it('never throw', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        parseXmlProperties(`<properties>${text}</properties>`);
      }),
      { numRuns: 1_000 },
    );
  });
});

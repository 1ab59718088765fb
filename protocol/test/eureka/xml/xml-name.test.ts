import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeXmlName, encodeXmlName } from '../../../src/eureka/xml/xml-name.ts';

describe('the name of an element for a key', () => {
  it('doubles underscores and escapes a dollar sign [eureka 43]', () => {
    assert.equal(encodeXmlName('my_key'), 'my__key');
    assert.equal(encodeXmlName('a__b'), 'a____b');
    assert.equal(encodeXmlName('cost$eur'), 'cost_-eur');
    assert.equal(encodeXmlName('management.port'), 'management.port');
    assert.equal(encodeXmlName('1st key'), '_.0031st_.0020key');
  });

  it('is a name in XML, and the key comes back, whatever the key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (key) => {
        const name = encodeXmlName(key);
        assert.match(name, /^[A-Za-z_][A-Za-z0-9._-]*$/);
        assert.equal(decodeXmlName(name), key);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves an underscore that escapes nothing', () => {
    assert.equal(decodeXmlName('my_key'), 'my_key');
    assert.equal(decodeXmlName('a_.zz'), 'a_.zz');
  });
});

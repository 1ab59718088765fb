import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseBasicCredentials } from '../../src/security/basic-credentials.ts';

function basic(text: string): string {
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

describe('basic credentials', () => {
  it('may hold any characters; the first colon parts name and password', () => {
    assert.deepEqual(parseBasicCredentials(basic('jürgen:a:b')), {
      name: 'jürgen',
      password: 'a:b',
    });
    assert.deepEqual(parseBasicCredentials(basic('ann:')), { name: 'ann', password: '' });
  });

  for (const header of [undefined, '', 'Basic', 'Basic !!!', 'Bearer YTpi', basic('no colon')]) {
    it(`are none in ${header}`, () => {
      assert.equal(parseBasicCredentials(header), undefined);
    });
  }

  it('are read whatever the header', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseBasicCredentials(`Basic ${text}`)));
  });
});

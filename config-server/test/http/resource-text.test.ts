import assert from 'node:assert/strict';
import { decodeText, textTypeOf } from '../../src/http/resource-text.ts';

describe('the text of a file', () => {
  it('is read in the charset that the caller names first, else as UTF-8 [config 81]', () => {
    const bytes = Buffer.from([0x80, 0xe9]);
    assert.equal(decodeText(bytes, 'ISO-8859-1'), '\u0080é');
    assert.equal(decodeText(bytes, ' iso-8859-1;q=0.9, utf-8'), '\u0080é');
    for (const charset of [undefined, '', '*', 'no-such-charset', 'UTF-8, ISO-8859-1']) {
      assert.equal(decodeText(Buffer.from('€é'), charset), '€é', charset);
    }
  });

  it('keeps its byte order mark: it is served as it stands', () => {
    for (const charset of [undefined, 'utf-8', 'no-such-charset']) {
      assert.equal(decodeText(Buffer.from('\ufeffa'), charset), '\ufeffa');
    }
  });

  it('has the first type that the caller accepts', () => {
    for (const [accept, type] of [
      [undefined, 'text/plain;charset=UTF-8'],
      ['*/*', 'text/plain;charset=UTF-8'],
      ['text/HTML;q=0.9, text/plain', 'text/html;charset=UTF-8'],
      ['application/json, text/plain', 'application/json'],
      ['application/vnd.api+json', 'application/vnd.api+json'],
      ['no type', 'text/plain;charset=UTF-8'],
      ['application/"<x>"+json', 'text/plain;charset=UTF-8'],
    ] as const) {
      assert.equal(textTypeOf(accept), type, accept);
    }
  });
});

import assert from 'node:assert/strict';
import { codeOf, messageOf, VernalError } from '@vernal/core';

describe('whatever was thrown', () => {
  it('has the code that Node or we gave it', () => {
    assert.equal(codeOf(Object.assign(new Error('no such file'), { code: 'ENOENT' })), 'ENOENT');
    assert.equal(codeOf(new VernalError('OPTIONS_INVALID', 'a problem')), 'OPTIONS_INVALID');
  });

  it('has none where there is none', () => {
    for (const thrown of [new Error('x'), Object.assign(new Error('x'), { code: 5 }), 'ENOENT']) {
      assert.equal(codeOf(thrown), undefined);
    }
    assert.equal(codeOf(undefined), undefined);
  });

  it('has a text', () => {
    assert.equal(messageOf(new Error('out of order')), 'out of order');
    assert.equal(messageOf('out of order'), 'out of order');
  });
});

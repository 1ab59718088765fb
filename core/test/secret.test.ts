import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Secret } from '../src/index.ts';

describe('Secret', () => {
  const secret = new Secret('correct horse');

  it('gives its value only to who asks for it', () => {
    assert.equal(secret.reveal(), 'correct horse');
  });

  for (const [how, text] of [
    ['a template', `${secret}`],
    ['JSON', JSON.stringify({ secret })],
    ['inspect', inspect({ secret }, { showHidden: true, depth: 5 })],
  ] as const) {
    it(`stays hidden in ${how}`, () => {
      assert.ok(!text.includes('horse'), text);
      assert.ok(text.includes('******'), text);
    });
  }
});

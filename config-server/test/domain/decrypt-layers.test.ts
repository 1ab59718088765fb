import assert from 'node:assert/strict';
import { type DecryptRules, decryptLayers } from '../../src/domain/decrypt-layers.ts';

const LAYER = {
  name: 'a.yml',
  values: new Map([
    ['secret', { value: '{cipher}good', origin: '1:1' }],
    ['broken', { value: '{cipher}bad', origin: '2:1' }],
    ['plain', { value: 'x', origin: '3:1' }],
  ]),
};

describe('decryptLayers', () => {
  const rules: DecryptRules = {
    decrypt: ({ payload }) =>
      payload === 'good' ? { ok: true, value: 'clear' } : { ok: false, problem: 'wrong key' },
    invalid: 'prefixed',
  };
  const { layers, invalidKeys } = decryptLayers([LAYER], rules);

  it('puts a decrypted value at the end, without origin [config 96]', () => {
    assert.deepEqual([...(layers[0]?.values ?? [])].at(1), ['secret', { value: 'clear' }]);
    assert.deepEqual(layers[0]?.values.get('plain'), { value: 'x', origin: '3:1' });
  });

  it('makes invalid.<key> of a value that it can not decrypt, and names the key [config 93]', () => {
    assert.deepEqual(layers[0]?.values.get('invalid.broken'), { value: '<n/a>' });
    assert.equal(layers[0].values.has('broken'), false);
    assert.deepEqual(invalidKeys, ['broken']);
  });

  it('leaves such a value as it is written when told to, without its mark [config 94]', () => {
    const left = decryptLayers([LAYER], { ...rules, invalid: 'as-written' });
    assert.deepEqual(left.layers[0]?.values.get('broken'), { value: 'bad' });
    assert.deepEqual(left.invalidKeys, ['broken']);
  });
});

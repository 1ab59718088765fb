import assert from 'node:assert/strict';
import { propertiesBytes, textBytes, textMapBytes } from '../../src/domain/estimated-size.ts';

describe('the estimated size', () => {
  it('counts letters beyond Latin-1 twice', () => {
    assert.equal(textBytes('größe') - textBytes(''), 5);
    assert.equal(textBytes('размер') - textBytes(''), 12);
  });

  it('grows by at least what keys and values hold', () => {
    const files = new Map([['orders.yml', 'a'.repeat(40)]]);
    assert.ok(textMapBytes(files) - textMapBytes(new Map()) >= 50);
    const properties = new Map([['size', { value: 'x'.repeat(1_000), origin: '1:7' }]]);
    assert.ok(propertiesBytes(properties) - propertiesBytes(new Map()) >= 1_000);
  });
});

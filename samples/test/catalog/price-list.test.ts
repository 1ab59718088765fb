import assert from 'node:assert/strict';
import { priceList, signatureOf } from '../../src/catalog/price-list.ts';
import { catalogSettings } from '../../src/catalog/settings.ts';

describe('the price list', () => {
  it('takes the discount that the configuration gives off every price', () => {
    const [full] = priceList(catalogSettings.parse({}));
    const [reduced] = priceList(catalogSettings.parse({ catalog: { discount: '25' } }));
    assert.equal(full?.price, 240);
    assert.equal(reduced?.price, 180);
  });

  it('refuses a discount that would give the shop away', () => {
    assert.equal(catalogSettings.safeParse({ catalog: { discount: 120 } }).success, false);
  });

  it('is signed differently with another key, without showing the key', () => {
    const signature = signatureOf('catalog', 'key-one');
    assert.match(signature, /^[0-9a-f]{16}$/);
    assert.notEqual(signature, signatureOf('catalog', 'key-two'));
  });
});

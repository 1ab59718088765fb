import assert from 'node:assert/strict';
import supertest from 'supertest';
import { createCatalogApp } from '../../src/catalog/app.ts';
import { catalogSettings } from '../../src/catalog/settings.ts';

const app = createCatalogApp({
  instanceId: () => 'shop:catalog:4711',
  settings: () => catalogSettings.parse({ catalog: { discount: 10, key: 'top-secret' } }),
  commit: () => 'c0ffee',
  refreshes: () => 3,
});

describe('catalog over HTTP', () => {
  it('says which instance answered, under which commit', async () => {
    const { body } = await supertest(app).get('/products').expect(200);
    assert.equal(body.servedBy, 'shop:catalog:4711');
    assert.equal(body.commit, 'c0ffee');
    assert.equal(body.products[0].price, 216);
  });

  it('shows the settings in force, and of the secret only what it signs', async () => {
    const { body, text } = await supertest(app).get('/config').expect(200);
    assert.equal(body.settings.catalog.discount, 10);
    assert.equal(body.refreshes, 3);
    assert.match(body.signature, /^[0-9a-f]{16}$/);
    assert.ok(!text.includes('top-secret'));
  });
});

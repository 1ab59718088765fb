import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import supertest from 'supertest';
import { closeServer, listen } from '../../src/service/listen.ts';
import type { ConfigAnswer, ProductsAnswer } from '../../src/storefront/answers.ts';
import { createStorefront } from '../../src/storefront/app.ts';
import type { Catalog } from '../../src/storefront/catalog.ts';
import { storefrontSettings } from '../../src/storefront/settings.ts';

const products: ProductsAnswer = {
  servedBy: 'shop:catalog:4711',
  commit: 'c0ffee',
  currency: 'EUR',
  discount: 10,
  products: [{ id: 'tent', name: 'Tent', price: 216 }],
};

const ofCatalog: ConfigAnswer = {
  instance: 'shop:catalog:4711',
  pid: 1,
  commit: 'c0ffee',
  refreshes: 0,
  settings: { catalog: { discount: 10 } },
};

function storefrontWith(catalog: Catalog, banner: () => string = () => 'Sale') {
  const settings = () => storefrontSettings.parse({ storefront: { banner: banner() } });
  return createStorefront({
    catalog,
    settings,
    inForce: () => ({ ...ofCatalog, instance: 'shop:storefront:8081', settings: settings() }),
  });
}

const working: Catalog = {
  products: () => Promise.resolve(products),
  settings: () => Promise.resolve([ofCatalog]),
};

describe('storefront over HTTP', () => {
  it('shows the products, who answered, and the settings in force with their commit', async () => {
    const { text } = await supertest(storefrontWith(working).app).get('/').expect(200);
    for (const part of ['Tent', '216.00 EUR', 'shop:catalog:4711', 'c0ffee', 'Sale']) {
      assert.ok(text.includes(part), `the page does not show ${part}`);
    }
  });

  it('shows a page and answers 503 to programs while no catalog answers', async () => {
    const { app } = storefrontWith({
      products: () => Promise.reject(new Error('refused')),
      settings: () => Promise.resolve([]),
    });
    const { text } = await supertest(app).get('/').expect(200);
    assert.match(text, /No catalog instance answers/);
    await supertest(app).get('/api/products').expect(503);
  });

  it('lists the settings in force in every instance', async () => {
    const { body } = await supertest(storefrontWith(working).app).get('/api/fleet').expect(200);
    assert.deepEqual(
      body.map(({ instance }: ConfigAnswer) => instance),
      ['shop:storefront:8081', 'shop:catalog:4711'],
    );
  });

  it('sends the changed part of the page to a browser that has it open', async () => {
    let banner = 'Sale';
    const { app, stream } = storefrontWith(working, () => banner);
    const { server, port } = await listen(app, 0);
    const request = get(`http://127.0.0.1:${port}/events`);
    const [response] = await once(request, 'response');
    const received = collect(response);
    await received.until('Sale');
    banner = 'Closed';
    stream.sendNow();
    await received.until('Closed');
    stream.close();
    await closeServer(server);
    const changed = received.text().slice(received.text().indexOf('Closed') - 400);
    assert.match(changed, /"id":"welcome"/);
  });
});

/** Gathers a stream and tells when a text has arrived. */
function collect(stream: NodeJS.ReadableStream) {
  let gathered = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    gathered += chunk;
  });
  return {
    text: () => gathered,
    async until(wanted: string): Promise<void> {
      while (!gathered.includes(wanted)) await once(stream, 'data');
    },
  };
}

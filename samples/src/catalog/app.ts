import express, { type Express } from 'express';
import { priceList, signatureOf } from './price-list.ts';
import type { CatalogSettings } from './settings.ts';

/** What the catalog's routes need from the client. */
export interface CatalogSource {
  readonly instanceId: () => string;
  readonly settings: () => CatalogSettings;
  /** The commit that the settings come from; undefined before the first. */
  readonly commit: () => string | undefined;
  /** How many times a push changed the settings of this process. */
  readonly refreshes: () => number;
}

/** The catalog over HTTP: its price list, the settings in force, its health. */
export function createCatalogApp(source: CatalogSource): Express {
  const app = express().disable('x-powered-by').set('json spaces', 2);

  app.get('/products', (_request, response) => {
    const settings = source.settings();
    response.json({
      servedBy: source.instanceId(),
      commit: source.commit(),
      currency: settings.shop.currency,
      discount: settings.catalog.discount,
      products: priceList(settings),
    });
  });

  app.get('/config', (_request, response) => {
    const { shop, catalog } = source.settings();
    response.json({
      instance: source.instanceId(),
      pid: process.pid,
      commit: source.commit(),
      refreshes: source.refreshes(),
      settings: { shop, catalog: { ...catalog, key: '******' } },
      signature: signatureOf('catalog', catalog.key),
    });
  });

  app.get('/health', (_request, response) => {
    response.json({ status: 'UP' });
  });

  return app;
}

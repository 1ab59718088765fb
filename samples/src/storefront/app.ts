import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import { messageOf } from '../service/message-of.ts';
import type { ConfigAnswer } from './answers.ts';
import type { Catalog } from './catalog.ts';
import { renderPage, renderParts, type View } from './page.ts';
import type { StorefrontSettings } from './settings.ts';
import { createViewStream, type ViewStream } from './view-stream.ts';

/** What the storefront's routes need. */
export interface StorefrontSource {
  readonly catalog: Catalog;
  readonly settings: () => StorefrontSettings;
  /** The settings of this process as the JSON answers show them. */
  readonly inForce: () => ConfigAnswer;
}

/** The storefront over HTTP, and the stream that keeps its open pages current. */
export interface Storefront {
  readonly app: Express;
  readonly stream: ViewStream;
}

const WEB_FILES = new URL('web/', import.meta.resolve('@vernal/samples/package.json'));

/** The storefront: a page that follows every change by itself, and the same as JSON. */
export function createStorefront(source: StorefrontSource): Storefront {
  const stream = createViewStream(async () => renderParts(await currentView(source)));
  const app = express().disable('x-powered-by').set('json spaces', 2);

  app.get('/', async (_request, response) => {
    response.type('html').send(renderPage(await currentView(source)));
  });
  app.get('/events', (_request, response) => stream.add(response));
  app.get('/api/products', async (_request, response) => {
    try {
      response.json(await source.catalog.products());
    } catch (error) {
      response.status(503).json({ problem: messageOf(error) });
    }
  });
  app.get('/api/config', (_request, response) => {
    response.json(source.inForce());
  });
  app.get('/api/fleet', async (_request, response) => {
    response.json([source.inForce(), ...(await source.catalog.settings())]);
  });
  app.get('/health', (_request, response) => {
    response.json({ status: 'UP' });
  });
  app.use(express.static(fileURLToPath(WEB_FILES)));

  return { app, stream };
}

async function currentView(source: StorefrontSource): Promise<View> {
  const [products, others] = await Promise.all([
    source.catalog.products().catch(() => undefined),
    source.catalog.settings(),
  ]);
  return { settings: source.settings(), products, inForce: [source.inForce(), ...others] };
}

import { createClient } from '@vernal/client';
import { runService } from '../service/run-service.ts';
import { readSurroundings } from '../service/surroundings.ts';
import { createStorefront } from './app.ts';
import { connectCatalog } from './catalog.ts';
import { storefrontSettings } from './settings.ts';

const { registry, config, bus, port } = readSurroundings(process.env);
const client = createClient({
  app: 'storefront',
  registry,
  config: { ...config, schema: storefrontSettings },
  bus,
});

let refreshes = 0;
const storefront = createStorefront({
  catalog: connectCatalog({
    fetch: client.http.fetch,
    instanceUrls: () => client.discovery.instances('catalog').map((instance) => instance.url),
  }),
  settings: () => client.config.current,
  inForce: () => ({
    instance: client.registration.instanceId,
    pid: process.pid,
    ...(client.config.version === undefined ? {} : { commit: client.config.version }),
    refreshes,
    settings: client.config.current,
  }),
});
client.config.onChange(() => {
  refreshes += 1;
  storefront.stream.sendNow();
});

await client.start();
await runService({
  client,
  app: storefront.app,
  port,
  beforeStop: () => storefront.stream.close(),
});

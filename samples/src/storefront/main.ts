import { createClient } from '@vernal/client';
import { closeServer, listen } from '../service/listen.ts';
import { announceReady, runUntilTold } from '../service/run-until-told.ts';
import { readSurroundings } from '../service/surroundings.ts';
import { createStorefront } from './app.ts';
import { connectCatalog } from './catalog.ts';
import { storefrontSettings } from './settings.ts';

const { registry, config, bus, port: wantedPort } = readSurroundings(process.env);
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
const { server, port } = await listen(storefront.app, wantedPort);
runUntilTold(async () => {
  storefront.stream.close();
  await client.close();
  await closeServer(server);
});
await client.registration.register({
  port,
  hostName: '127.0.0.1',
  ipAddr: '127.0.0.1',
  healthCheckPath: '/health',
});
announceReady(`http://127.0.0.1:${port}`);

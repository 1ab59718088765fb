import { createClient } from '@vernal/client';
import { runService } from '../service/run-service.ts';
import { readSurroundings } from '../service/surroundings.ts';
import { createCatalogApp } from './app.ts';
import { catalogSettings } from './settings.ts';

const { registry, config, bus, port } = readSurroundings(process.env);
const client = createClient({
  app: 'catalog',
  registry,
  config: { ...config, schema: catalogSettings },
  bus,
});

let refreshes = 0;
client.config.onChange(() => {
  refreshes += 1;
});

await client.start();
await runService({
  client,
  app: createCatalogApp({
    instanceId: () => client.registration.instanceId,
    settings: () => client.config.current,
    commit: () => client.config.version,
    refreshes: () => refreshes,
  }),
  port,
});

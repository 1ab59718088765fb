import { createClient } from '@vernal/client';
import { closeServer, listen } from '../service/listen.ts';
import { announceReady, runUntilTold } from '../service/run-until-told.ts';
import { readSurroundings } from '../service/surroundings.ts';
import { createCatalogApp } from './app.ts';
import { catalogSettings } from './settings.ts';

const { registry, config, bus, port: wantedPort } = readSurroundings(process.env);
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
const { server, port } = await listen(
  createCatalogApp({
    instanceId: () => client.registration.instanceId,
    settings: () => client.config.current,
    commit: () => client.config.version,
    refreshes: () => refreshes,
  }),
  wantedPort,
);
runUntilTold(async () => {
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

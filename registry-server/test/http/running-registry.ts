import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import { startDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { registryDaemon } from '../../src/index.ts';
import { useTemporaryFolder } from '../temporary-folder.ts';

const JSON_ONLY = { accept: 'application/json' };

/** A registration of `n1` of `ORDERS`, as a Spring client sends it, with what a test needs to be different. */
export function registrationOf(changes: Readonly<Record<string, unknown>> = {}): object {
  return {
    instance: {
      instanceId: 'n1',
      hostName: 'n1.lab',
      app: 'ORDERS',
      ipAddr: '10.0.0.1',
      status: 'UP',
      port: { $: 8080, '@enabled': 'true' },
      dataCenterInfo: {
        '@class': 'com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo',
        name: 'MyOwn',
      },
      vipAddress: 'orders',
      metadata: {},
      lastDirtyTimestamp: 1_000,
      ...changes,
    },
  };
}

/** A registry for each test of the suite it is called in: in this process, on manual time. */
export function useRegistry(settings: Readonly<Record<string, string | number>> = {}) {
  const folder = useTemporaryFolder();
  const registry = {
    time: new ManualTime(),
    logger: new RecordingLogger(),
    start: async () => {
      const daemon = await startDaemon(
        registryDaemon,
        {
          'management.endpoint.health.show-details': 'always',
          ...settings,
          'server.port': 0,
          'vernal.data-dir': folder.path,
        },
        { clock: registry.time, timers: registry.time, logger: registry.logger },
      );
      registry.stop = daemon.stop;
      registry.port = daemon.port;
      registry.url = daemon.url;
      registry.http = request(daemon.listener);
    },
    stop: () => Promise.resolve(),
    port: 0,
    url: '',
    http: request(''),
    get: (path: string) => registry.http.get(path).set(JSON_ONLY),
    put: (path: string) => registry.http.put(path).set(JSON_ONLY),
    delete: (path: string) => registry.http.delete(path).set(JSON_ONLY),
    register: (changes: Readonly<Record<string, unknown>> = {}, app = 'ORDERS') =>
      registry.http.post(`/eureka/apps/${app}`).set(JSON_ONLY).send(registrationOf(changes)),
  };
  beforeEach(() => {
    registry.time = new ManualTime();
    registry.logger = new RecordingLogger();
    return registry.start();
  });
  afterEach(() => registry.stop());
  return registry;
}

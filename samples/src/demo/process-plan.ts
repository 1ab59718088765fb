import path from 'node:path';
import type { DemoFolder } from './demo-folder.ts';
import type { Ports, ProcessName } from './demo-options.ts';
import { projectFile } from './project-file.ts';

/** How one process of the demo is started, the same way each time. */
export interface ProcessPlan {
  readonly name: ProcessName;
  /** File that node runs. */
  readonly script: string;
  readonly args: readonly string[];
  /** Secrets go here, never into `args`, which every user of the machine can read. */
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 once the process works; a process without one sends its address to its parent. */
  readonly healthUrl?: string;
}

/** The plans of all processes, in the order in which they start. */
export function planProcesses(
  folder: DemoFolder,
  ports: Ports,
  encryptKey: string,
): readonly ProcessPlan[] {
  const busUrl = `mqtt://127.0.0.1:${ports['bus.port']}`;
  return [
    {
      name: 'registry',
      script: projectFile('registry-server/bin/vernal-registry.js'),
      args: [
        ...serverFlags(folder, ports['registry.port']),
        `--vernal.bus.url=${busUrl}`,
        // Of three instances one is always more than 15 %: without this a dead one would stay listed.
        '--eureka.server.enable-self-preservation=false',
        '--eureka.server.eviction-interval-timer-in-ms=5000',
      ],
      env: {},
      healthUrl: healthUrl(ports['registry.port']),
    },
    {
      name: 'bus',
      script: projectFile('bus-broker/bin/vernal-bus.js'),
      args: [
        ...serverFlags(folder, ports['bus.http-port']),
        `--vernal.bus.port=${ports['bus.port']}`,
      ],
      env: {},
      healthUrl: healthUrl(ports['bus.http-port']),
    },
    {
      name: 'config',
      script: projectFile('config-server/bin/vernal-config.js'),
      args: [
        ...serverFlags(folder, ports['config.port']),
        `--vernal.bus.url=${busUrl}`,
        '--vernal.git.enabled=true',
        '--spring.cloud.config.server.git.uri=hosted:config',
      ],
      env: { ENCRYPT_KEY: encryptKey },
      healthUrl: healthUrl(ports['config.port']),
    },
    planSample('catalog-1', 'catalog', folder, { ports, port: 0 }),
    planSample('catalog-2', 'catalog', folder, { ports, port: 0 }),
    planSample('storefront', 'storefront', folder, { ports, port: ports['storefront.port'] }),
  ];
}

/** Where the clone pushes to. */
export function hostedRepositoryUrl(ports: Ports): string {
  return `http://127.0.0.1:${ports['config.port']}/git/config.git`;
}

function serverFlags(folder: DemoFolder, port: number): string[] {
  return [
    `--server.port=${port}`,
    '--server.address=127.0.0.1',
    `--vernal.data-dir=${folder.data}`,
  ];
}

function healthUrl(port: number): string {
  return `http://127.0.0.1:${port}/actuator/health`;
}

function planSample(
  name: ProcessName,
  sample: 'catalog' | 'storefront',
  folder: DemoFolder,
  network: { readonly ports: Ports; readonly port: number },
): ProcessPlan {
  const { ports, port } = network;
  return {
    name,
    script: projectFile(`samples/dist/src/${sample}/main.js`),
    args: [],
    env: {
      REGISTRY_URL: `http://127.0.0.1:${ports['registry.port']}/eureka`,
      CONFIG_URL: `http://127.0.0.1:${ports['config.port']}`,
      BUS_URL: `mqtt://127.0.0.1:${ports['bus.port']}`,
      PORT: String(port),
      CACHE_DIR: path.join(folder.cache, name),
    },
  };
}

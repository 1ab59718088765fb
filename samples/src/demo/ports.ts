import { createServer, type Server } from 'node:net';
import { DemoFailure } from './demo-failure.ts';
import { PORT_NAMES, type PortName, type Ports } from './demo-options.ts';

const ADDRESS = '127.0.0.1';

const WANTED_BY: Readonly<Record<PortName, string>> = {
  'registry.port': 'the registry',
  'config.port': 'the config server',
  'bus.port': 'the bus (MQTT)',
  'bus.http-port': 'the bus (HTTP)',
  'storefront.port': 'the storefront',
};

/**
 * The ports to use: a 0 becomes a free port, so that a process keeps it when it is started again. Throws
 * with one line per port that is in use.
 */
export async function claimPorts(wanted: Ports): Promise<Ports> {
  const probes = await openProbes(wanted);
  const ports: Ports = {
    'registry.port': portOf(probes.get('registry.port')),
    'config.port': portOf(probes.get('config.port')),
    'bus.port': portOf(probes.get('bus.port')),
    'bus.http-port': portOf(probes.get('bus.http-port')),
    'storefront.port': portOf(probes.get('storefront.port')),
  };
  const open = [...probes.values()].filter((probe) => probe !== undefined);
  await Promise.all(open.map(close));
  const taken = [...probes].filter(([, probe]) => probe === undefined).map(([name]) => name);
  if (taken.length > 0) throw new DemoFailure(...taken.map((name) => inUse(name, wanted[name])));
  return ports;
}

/** All stay open until all are open, so that no two get the same free port; undefined: in use. */
async function openProbes(wanted: Ports): Promise<ReadonlyMap<PortName, Server | undefined>> {
  const opened = PORT_NAMES.map(async (name) => [name, await openProbe(wanted[name])] as const);
  return new Map(await Promise.all(opened));
}

function openProbe(port: number): Promise<Server | undefined> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(undefined));
    probe.listen(port, ADDRESS, () => resolve(probe));
  });
}

function close(probe: Server): Promise<void> {
  return new Promise((resolve) => {
    probe.close(() => resolve());
  });
}

function portOf(probe: Server | undefined): number {
  const address = probe?.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function inUse(name: PortName, port: number): string {
  return (
    `Port ${port} is in use, and ${WANTED_BY[name]} wants it: ` +
    `choose another with npm start -- --${name}=PORT`
  );
}

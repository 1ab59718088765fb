import { createServer } from 'node:net';
import { DemoFailure } from './demo-failure.ts';
import type { PortName, Ports } from './demo-options.ts';

const ADDRESS = '127.0.0.1';

const WANTED_BY: Readonly<Record<PortName, string>> = {
  'registry.port': 'the registry',
  'config.port': 'the config server',
  'bus.port': 'the bus (MQTT)',
  'bus.http-port': 'the bus (HTTP)',
  'storefront.port': 'the storefront',
};

/**
 * The ports to use: a 0 becomes a free port, so that a process keeps it when it is started again.
 * Throws with one line per port that is in use.
 */
export async function claimPorts(wanted: Ports): Promise<Ports> {
  const taken: string[] = [];

  async function claim(name: PortName): Promise<number> {
    const port = await freePort(wanted[name]);
    if (port === undefined) {
      taken.push(
        `Port ${wanted[name]} is in use, and ${WANTED_BY[name]} wants it: ` +
          `choose another with npm start -- --${name}=PORT`,
      );
    }
    return port ?? 0;
  }

  const ports: Ports = {
    'registry.port': await claim('registry.port'),
    'config.port': await claim('config.port'),
    'bus.port': await claim('bus.port'),
    'bus.http-port': await claim('bus.http-port'),
    'storefront.port': await claim('storefront.port'),
  };
  if (taken.length > 0) throw new DemoFailure(...taken);
  return ports;
}

/** The port itself when it is free, any free one for 0, undefined when it is in use. */
function freePort(port: number): Promise<number | undefined> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(undefined));
    probe.listen(port, ADDRESS, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

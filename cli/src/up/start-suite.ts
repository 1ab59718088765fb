import { busDaemon } from '@vernal/bus-broker';
import { configDaemon } from '@vernal/config-server';
import { type Lifecycle, sequence } from '@vernal/core';
import type { OptionLayer, Settings } from '@vernal/core/options';
import { registryDaemon } from '@vernal/registry-server';
import { type DaemonDefinition, type RunningDaemon, startDaemon } from '@vernal/server-kit';
import { brokerUrl } from './broker-url.ts';
import { createInnerUser } from './inner-user.ts';
import { inTermsOfUp } from './port-in-use.ts';
import type { UpOptions } from './up-options.ts';

/** A server that answers, for the tour's first lines. */
export interface StartedServer {
  readonly name: string;
  readonly url: string;
}

/** The three servers as one lifecycle: broker first, so that the others find it. */
export function createSuite(
  options: UpOptions,
  layers: readonly OptionLayer[],
  onStarted: (server: StartedServer) => void,
): Lifecycle {
  const user = createInnerUser(layers);
  const bus: Settings = {
    'vernal.bus.url': brokerUrl(layers, options.busPort),
    ...user.members,
  };
  const brokerPorts: Settings = {
    'server.port': options.busHttpPort,
    'vernal.bus.port': options.busPort,
    ...user.broker,
  };
  const parts = { layers, onStarted };
  return sequence([
    serverPart(busDaemon, brokerPorts, parts),
    serverPart(registryDaemon, { 'server.port': options.registryPort, ...bus }, parts),
    serverPart(configDaemon, { 'server.port': options.configPort, ...bus }, parts),
  ]);
}

interface SuiteParts {
  readonly layers: readonly OptionLayer[];
  readonly onStarted: (server: StartedServer) => void;
}

function serverPart<Options extends object>(
  definition: DaemonDefinition<Options>,
  settings: Settings,
  { layers, onStarted }: SuiteParts,
): Lifecycle {
  let running: RunningDaemon | undefined;
  return {
    async start() {
      try {
        running = await startDaemon(definition, settings, { layers });
      } catch (error) {
        throw inTermsOfUp(definition.name, error);
      }
      onStarted({ name: definition.name, url: running.url });
    },
    async stop() {
      await running?.stop();
    },
  };
}

import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Bus } from '@vernal/bus';
import type { AnySchema } from '../config/config-options.ts';
import { EventHub } from '../events/client-events.ts';
import { createHealth, type Health, type HealthSource } from '../health/health.ts';
import { completeRuntime } from '../runtime/runtime.ts';
import { checkOptions } from './check-options.ts';
import { ClientLife, type LifeParts } from './client-life.ts';
import type { ClientOptions } from './client-options.ts';
import type { CloudClient } from './cloud-client.ts';
import { composeParts } from './compose-parts.ts';

/**
 * The connection of a service to registry, config server and bus. Does nothing by itself: `start()`
 * loads the configuration and joins, `registration.register({ port })` follows when the service listens
 * (client-sdk 7).
 *
 * @throws VernalError `CLIENT_BAD_OPTION`, `CLIENT_BAD_URL`, `OPTIONS_BAD_BUS_URL`,
 * `OPTIONS_BAD_BUS_DESTINATION`
 */
export function createClient<Schema extends StandardSchemaV1 = AnySchema>(
  options: ClientOptions<Schema>,
): CloudClient<StandardSchemaV1.InferOutput<Schema>> {
  checkOptions(options);
  const runtime = completeRuntime(options);
  const hub = new EventHub((error) => runtime.logger.error('an event listener failed', { error }));
  const parts = composeParts<StandardSchemaV1.InferOutput<Schema>>(options, runtime, hub.emit);
  const life = new ClientLife(parts, hub, runtime, options);

  return {
    get state() {
      return life.state;
    },
    async start({ signal } = {}) {
      await life.start(signal);
      return this;
    },
    close: (closeOptions) => life.close(closeOptions),
    [Symbol.asyncDispose]: () => life.close(),
    registration: parts.registration,
    discovery: parts.discovery,
    balancer: parts.balancer,
    config: parts.config.live,
    http: parts.http,
    health: healthOf(parts, life),
    on: (name, listen) => hub.on(name, listen),
  };
}

function healthOf(parts: LifeParts, life: ClientLife): Health {
  const { config, discovery, registration, bus } = parts;
  return createHealth(
    () => life.state === 'ready' || life.state === 'degraded',
    () => ({
      config: {
        problem: config.problem ?? config.lastError?.issues.join('; '),
        details: { version: config.inForce.version },
      },
      discovery: {
        problem: discovery.problem,
        details: { services: discovery.services().length, ageMs: discovery.staleness.ageMs },
      },
      registration: {
        problem: registration.problem,
        details: { instanceId: registration.instanceId, registered: registration.registered },
      },
      ...(bus === undefined ? {} : { bus: busHealth(bus) }),
    }),
  );
}

function busHealth({ busId, connected }: Bus): HealthSource {
  return { problem: connected ? undefined : 'no connection to the broker', details: { busId } };
}

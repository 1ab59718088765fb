import { hostname, networkInterfaces } from 'node:os';
import type { Lifecycle } from '@vernal/core';
import type { DaemonHost } from '@vernal/server-kit';
import { configInstance } from '../adapters/registry/config-instance.ts';
import { EurekaApplications } from '../adapters/registry/eureka-applications.ts';
import { OwnRegistration } from '../adapters/registry/own-registration.ts';
import type { ConfigOptions } from '../config-options.ts';
import { registryUrlsOf } from '../options/registry-options.ts';
import {
  nothingRegistered,
  type RegisteredApplications,
} from '../ports/registered-applications.ts';

/** A server without one of these addresses is reached on all of its machine. */
const EVERY_ADDRESS = new Set(['', '0.0.0.0', '::']);

/** What a config server has of a registry. */
export interface RegistryLink {
  readonly registered: RegisteredApplications;
  readonly lifecycles: readonly Lifecycle[];
}

/** Registers this server, and knows who else is registered; nothing of that is loaded without service URLs. */
export async function linkToRegistry(
  options: ConfigOptions,
  host: DaemonHost,
): Promise<RegistryLink> {
  const urls = registryUrlsOf(options);
  if (urls.length === 0) return { registered: nothingRegistered, lifecycles: [] };
  const { createEurekaExchange } = await import('@vernal/client/eureka');
  const exchange = createEurekaExchange({ urls });
  const registration = new OwnRegistration({
    exchange,
    describe: () => configInstance(options, { ...placeOf(host), prefix: options.prefix }),
    renewalIntervalMs: options.renewalIntervalMs,
    timers: host.timers,
    logger: host.logger,
  });
  const connection: Lifecycle = {
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(exchange.close()),
  };
  return {
    registered: options.fetchesRegistry ? new EurekaApplications(exchange) : nothingRegistered,
    lifecycles: options.registersItself ? [connection, registration] : [connection],
  };
}

function placeOf({ address, contextPath, listeningPort, isSecure, clock }: DaemonHost) {
  const port = listeningPort();
  const place = { port, isSecure, contextPath, nowMs: clock.now() };
  if (!EVERY_ADDRESS.has(address)) return { ...place, hostName: address, ipAddr: address };
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  const outside = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  return { ...place, hostName: hostname(), ipAddr: outside?.address ?? '127.0.0.1' };
}

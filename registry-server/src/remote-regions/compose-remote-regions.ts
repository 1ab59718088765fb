import { createPeriodic, type Lifecycle, messageOf, sequence } from '@vernal/core';
import type { DaemonHost, HotPath } from '@vernal/server-kit';
import { Gauge } from 'prom-client';
import { createRemoteRegion } from '../adapters/remote-region-exchange.ts';
import type { ReadGate } from '../domain/read-gate.ts';
import type { Registry } from '../domain/registry.ts';
import { RegionRegistry } from '../domain/remote-region/region-registry.ts';
import { RemoteRegions } from '../domain/remote-region/remote-regions.ts';
import { RegionLists } from '../http/remote-regions/region-lists.ts';
import { createRegionPath } from '../http/remote-regions/region-path.ts';
import type { RemoteRegionOptions } from '../options/remote-region-options.ts';
import type { RegistryOptions } from '../registry-options.ts';
import { listedApps } from './listed-apps.ts';
import { pollRegion } from './poll-region.ts';

/** Options of regions, and what they take over from the registry's own. */
type Options = RemoteRegionOptions & Pick<RegistryOptions, 'disableDelta' | 'deltaRetentionMs'>;

/** What regions are listed beside. */
export interface RemoteRegionsGround {
  readonly registry: Registry;
  readonly gate: ReadGate;
}

/** The other regions as the daemon runs them. */
export interface ComposedRegions {
  readonly lifecycle: Lifecycle;
  /** The hot path with the lists of several regions before it; the same one when there are none. */
  readonly before: (hotPath: HotPath) => HotPath;
}

/** Builds everything about other regions; nothing of it exists unless the options name any. */
export function composeRemoteRegions(
  options: Options,
  { registry, gate }: RemoteRegionsGround,
  host: DaemonHost,
): ComposedRegions {
  if (options.regionUrls.size === 0)
    return { lifecycle: sequence([]), before: (hotPath) => hotPath };
  const { deltaRetentionMs } = options;
  const copies = Array.from(options.regionUrls, ([name, url]) => {
    const apps = listedApps(options.regionApps, name);
    const rules = { name, deltaRetentionMs, ...(apps !== undefined && { listedApps: apps }) };
    return { url, region: new RegionRegistry(rules) };
  });
  const regions = new RemoteRegions(copies.map(({ region }) => region));
  const lists = new RegionLists(registry, regions, host.clock);
  showAge(regions, host);
  const fallsBack = !options.disableRegionFallback;
  const servesDelta = !options.disableDelta;
  const path = createRegionPath({ registry, regions, lists, gate, servesDelta, fallsBack });
  return {
    lifecycle: sequence(copies.map((copy) => keepPolling(copy, lists, { options, host }))),
    before: (hotPath) => (request, response) =>
      path(request, response) || hotPath(request, response),
  };
}

/** One region, fetched at the start without anybody waiting for it, then again and again. */
function keepPolling(
  { url, region }: { readonly url: string; readonly region: RegionRegistry },
  lists: RegionLists,
  { options, host }: { readonly options: RemoteRegionOptions; readonly host: DaemonHost },
): Lifecycle {
  const { clock, logger, timers } = host;
  const source = createRemoteRegion({
    url,
    timeoutMs: options.regionConnectTimeoutMs + options.regionReadTimeoutMs,
    gzip: options.regionGzip,
  });
  const usesDelta = !options.disableRegionDelta;
  const polling = createPeriodic({
    timers,
    intervalMs: options.regionFetchIntervalMs,
    run: async () => {
      await pollRegion({ source, region, usesDelta, clock, logger });
      lists.forget();
    },
    onError: (error) => logger.error('a remote region failed', { problem: messageOf(error) }),
  });
  return {
    async start() {
      await polling.start();
      void polling.runNow();
    },
    async stop() {
      source.close();
      await polling.stop();
    },
  };
}

function showAge(regions: RemoteRegions, { clock, metrics }: DaemonHost): void {
  new Gauge({
    name: 'vernal_registry_remote_region_age_seconds',
    help: 'Time since each remote region was fetched; absent before the first time',
    labelNames: ['region'],
    registers: [metrics],
    collect() {
      this.reset();
      for (const { name, fetchedAtMs } of regions.all()) {
        if (fetchedAtMs !== undefined)
          this.set({ region: name }, (clock.now() - fetchedAtMs) / 1_000);
      }
    },
  });
}

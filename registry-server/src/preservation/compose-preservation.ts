import { createPeriodic, type Lifecycle, messageOf, sequence } from '@vernal/core';
import type { DaemonHost } from '@vernal/server-kit';
import { AskableAddresses } from '../adapters/askable-addresses.ts';
import { HttpInstanceProbe } from '../adapters/http-instance-probe.ts';
import { Eviction, type EvictionRules } from '../domain/eviction.ts';
import type { Registry } from '../domain/registry.ts';
import { Acquaintances } from '../domain/verification/acquaintances.ts';
import { Interviews } from './interviews.ts';
import { introduceStrangers } from './introductions.ts';
import { keepAcquaintances } from './keep-acquaintances.ts';
import { registerKeptInstances } from './preservation-metrics.ts';
import type { PreservationOptions } from './preservation-options.ts';
import { type PreservationView, preservationView } from './preservation-view.ts';
import { VerifiedEviction } from './verified-eviction.ts';

const INTRODUCTION_INTERVAL_MS = 30_000;
const TEND_INTERVAL_MS = 500;
/** Some milliseconds of work; 100,000 leases that fall due together take 34 s so. */
const LOOKS_PER_TEND = 1_500;

/** What ends expired leases, and what there is to say about it. */
export interface Preservation {
  readonly view: () => PreservationView;
  /** To be started after the registry has its instances. */
  readonly lifecycle: Lifecycle;
}

/** Everything that is decided by options. */
export type PreservationSettings = PreservationOptions & EvictionRules;

/**
 * Builds what decides about expired instances: Eureka's arithmetic, or asking them first.
 *
 * @throws VernalError `OPTIONS_BAD_VERIFY_ALLOW`
 */
export function composePreservation(
  settings: PreservationSettings,
  registry: Registry,
  host: DaemonHost,
): Preservation {
  const { view, lifecycle } =
    settings.preservation === 'verified'
      ? composeVerified(settings, registry, host)
      : composeArithmetic(settings, registry, host);
  const tending = repeat(host, TEND_INTERVAL_MS, () => {
    registry.table.tendExpiries(host.clock.now(), LOOKS_PER_TEND);
  });
  return { view, lifecycle: sequence([tending, lifecycle]) };
}

function composeArithmetic(
  settings: PreservationSettings,
  registry: Registry,
  host: DaemonHost,
): Preservation {
  const eviction = new Eviction(registry, settings, host);
  return {
    view: () => preservationView(registry, host.clock.now()),
    lifecycle: repeat(host, settings.evictionIntervalMs, () => {
      eviction.run();
    }),
  };
}

function composeVerified(
  settings: PreservationSettings,
  registry: Registry,
  host: DaemonHost,
): Preservation {
  const { clock, logger, timers, metrics } = host;
  const addresses = new AskableAddresses({ listensOn: host.address, allow: settings.verifyAllow });
  const probe = new HttpInstanceProbe({ addresses, timers, timeoutMs: settings.verifyTimeoutMs });
  const acquaintances = new Acquaintances();
  const interviews = new Interviews(probe, acquaintances);
  const ground = { registry, acquaintances, interviews, clock, logger };
  const forIntroductions = Math.ceil(settings.verifyConcurrency / 4);
  const verifyConcurrency = settings.verifyConcurrency - forIntroductions;
  const eviction = new VerifiedEviction({ ...settings, verifyConcurrency }, ground);
  registerKeptInstances(metrics, () => eviction.counts());
  return {
    view: () => preservationView(registry, clock.now(), eviction.counts()),
    lifecycle: sequence([
      keepAcquaintances(acquaintances, registry),
      repeat(host, settings.evictionIntervalMs, () => eviction.run()),
      repeat(host, INTRODUCTION_INTERVAL_MS, () =>
        introduceStrangers({ ...ground, concurrency: forIntroductions }),
      ),
      interviews,
    ]),
  };
}

function repeat(
  { timers, logger }: Pick<DaemonHost, 'timers' | 'logger'>,
  intervalMs: number,
  run: () => Promise<void> | void,
): Lifecycle {
  return createPeriodic({
    timers,
    intervalMs,
    run,
    onError: (error) => logger.error('an eviction run failed', { problem: messageOf(error) }),
  });
}

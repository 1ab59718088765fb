import type { Clock } from '@vernal/core';
import type { AdmissionRule } from '@vernal/server-kit';
import { Counter, type Registry as MetricRegistry } from 'prom-client';
import type { RateLimitOptions } from '../../options/rate-limit-options.ts';
import { limitClients } from './limit-clients.ts';
import { limitFetches } from './limit-fetches.ts';

/** What the limits need of the daemon. */
export interface RateLimitHost {
  readonly clock: Clock;
  readonly metrics: MetricRegistry;
}

/** The limits that the options switch on, as one rule; undefined when there are none, which costs nothing. */
export function createRateLimits(
  options: RateLimitOptions,
  { clock, metrics }: RateLimitHost,
): AdmissionRule | undefined {
  const rules: AdmissionRule[] = [];
  if (options.clientLimitEnabled) rules.push(limitClients(options, clock));
  if (options.fetchLimitEnabled) rules.push(limitFetches(options, clock));
  return rules.length === 0 ? undefined : counted(firstRefusal(rules), metrics);
}

function firstRefusal(rules: readonly AdmissionRule[]): AdmissionRule {
  return (request, caller) => {
    for (const rule of rules) {
      const refusal = rule(request, caller);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  };
}

function counted(rule: AdmissionRule, metrics: MetricRegistry): AdmissionRule {
  const counter = new Counter({
    name: 'vernal_registry_rate_limited_total',
    help: 'Requests turned away, by the limit that they exceeded',
    labelNames: ['limit'],
    registers: [metrics],
  });
  return (request, caller) => {
    const refusal = rule(request, caller);
    if (refusal !== undefined) counter.inc({ limit: refusal.limit });
    return refusal;
  };
}

import { ManualTime, seededRandom } from '@vernal/core/testing';
import type { LeaseChange } from '../../src/domain/lease-change.ts';
import { Registry } from '../../src/domain/registry.ts';
import type { RegistryRules } from '../../src/domain/registry-rules.ts';

const RULES: RegistryRules = {
  selfPreservation: {
    enabled: false,
    renewalPercentThreshold: 0.85,
    expectedRenewalIntervalMs: 30_000,
  },
  evictionIntervalMs: 60_000,
  deltaRetentionMs: 180_000,
  syncWhenTimestampDiffers: true,
  defaultOpenForTrafficCount: 1,
};

/** A registry on manual time, and what it told its listeners. */
export function createRegistry(changes: Partial<RegistryRules> = {}) {
  const time = new ManualTime();
  const rules = { ...RULES, ...changes };
  const registry = new Registry(rules, { clock: time, random: seededRandom(1) });
  const told: LeaseChange['kind'][] = [];
  registry.onChange(({ kind }) => told.push(kind));
  return { registry, time, told };
}

/** Self-preservation switched on, for {@link createRegistry}. */
export const PRESERVING: Partial<RegistryRules> = {
  selfPreservation: { ...RULES.selfPreservation, enabled: true },
};

import { ManualTime, seededRandom } from '@vernal/core/testing';
import type { Cause } from '../../src/domain/cause.ts';
import { Eviction } from '../../src/domain/eviction.ts';
import type { LeaseChange } from '../../src/domain/lease-change.ts';
import { Registry } from '../../src/domain/registry.ts';
import type { RegistryRules } from '../../src/domain/registry-rules.ts';

export const RULES: RegistryRules = {
  selfPreservation: {
    enabled: false,
    renewalPercentThreshold: 0.85,
    expectedRenewalIntervalMs: 30_000,
  },
  deltaRetentionMs: 180_000,
  syncWhenTimestampDiffers: true,
  defaultOpenForTrafficCount: 1,
};

/** A registry on manual time, and what it told its listeners. */
export function createRegistry(changes: Partial<RegistryRules> = {}) {
  const time = new ManualTime();
  const rules = { ...RULES, ...changes };
  const registry = new Registry(rules, { clock: time });
  const { renewalPercentThreshold } = rules.selfPreservation;
  const eviction = new Eviction(
    registry,
    { evictionIntervalMs: 60_000, renewalPercentThreshold },
    { clock: time, random: seededRandom(1) },
  );
  const told: LeaseChange['kind'][] = [];
  registry.onChange(({ kind }) => told.push(kind));
  return { registry, eviction, time, told };
}

/** Self-preservation switched on, for {@link createRegistry}. */
export const PRESERVING: Partial<RegistryRules> = {
  selfPreservation: { ...RULES.selfPreservation, enabled: true },
};

/** Commands of a client without a name, and of a peer. */
export const CLIENT: Cause = { origin: 'client', actor: 'anonymous' };
export const PEER: Cause = { origin: 'peer', actor: 'anonymous' };

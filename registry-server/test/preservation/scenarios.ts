import type { PreservationMode } from '../../src/domain/self-preservation.ts';
import { type Observation, SimulatedFleet, type Terms } from './simulated-fleet.ts';

/** Something that happens to a fleet; `play` ends an hour later. */
export interface Scenario {
  readonly name: string;
  readonly terms?: Terms;
  readonly play: (fleet: SimulatedFleet) => Promise<void>;
}

const WARM_UP_MINUTES = 5;
const AFTERWARDS_MINUTES = 60;

const rollout: Scenario = {
  name: '300 services replaced within 10 minutes',
  async play(fleet) {
    for (const n of upTo(300)) fleet.launch(`APP-${n}`, `old-${n}`);
    await fleet.minutes(WARM_UP_MINUTES);
    for (const minute of upTo(10)) {
      const batch = upTo(30).map((n) => minute * 30 + n);
      for (const n of batch) fleet.launch(`APP-${n}`, `new-${n}`);
      await fleet.minutes(0.5);
      fleet.kill(batch.map((n) => `old-${n}`));
      await fleet.minutes(0.5);
    }
    await fleet.minutes(AFTERWARDS_MINUTES);
  },
};

const scaleDown: Scenario = {
  name: '1,000 instances scaled to 300',
  async play(fleet) {
    for (const n of upTo(1_000)) fleet.launch('ORDERS', `n-${n}`);
    await fleet.minutes(WARM_UP_MINUTES);
    fleet.kill(upTo(700).map((n) => `n-${n}`));
    await fleet.minutes(AFTERWARDS_MINUTES);
  },
};

const zoneLost: Scenario = {
  name: 'one zone of three lost',
  async play(fleet) {
    launchInZones(fleet);
    await fleet.minutes(WARM_UP_MINUTES);
    fleet.kill(inZone('c'));
    await fleet.minutes(AFTERWARDS_MINUTES);
  },
};

const partition: Scenario = {
  name: 'half cut off for two minutes',
  play: (fleet) => cutHalfOff(fleet, 2),
};

const shortLeases: Scenario = {
  name: 'the same with leases of 30 s',
  terms: { renewalIntervalInSecs: 10, durationInSecs: 30 },
  play: (fleet) => cutHalfOff(fleet, 2),
};

const longPartition: Scenario = {
  name: 'half cut off for ten minutes',
  play: (fleet) => cutHalfOff(fleet, 10),
};

/** All of them, in the order of the table in docs/registry/self-preservation.md. */
export const SCENARIOS: readonly Scenario[] = [
  rollout,
  scaleDown,
  zoneLost,
  partition,
  shortLeases,
  longPartition,
];

/** Plays one from its beginning. */
export async function observe(scenario: Scenario, mode: PreservationMode): Promise<Observation> {
  const fleet = new SimulatedFleet(mode, scenario.terms);
  await scenario.play(fleet);
  return fleet.observed;
}

async function cutHalfOff(fleet: SimulatedFleet, minutes: number): Promise<void> {
  launchInZones(fleet);
  await fleet.minutes(WARM_UP_MINUTES);
  const half = [...inZone('a'), ...inZone('b').slice(0, 50)];
  fleet.setCutOff(half, true);
  await fleet.minutes(minutes);
  fleet.setCutOff(half, false);
  await fleet.minutes(AFTERWARDS_MINUTES);
}

function launchInZones(fleet: SimulatedFleet): void {
  for (const zone of ['a', 'b', 'c']) {
    for (const [n, id] of inZone(zone).entries()) fleet.launch(`APP-${n}`, id);
  }
}

function inZone(zone: string): readonly string[] {
  return upTo(100).map((n) => `${zone}-${n}`);
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => n);
}

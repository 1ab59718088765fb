import { silentLogger } from '@vernal/core';
import { ManualTime, seededRandom } from '@vernal/core/testing';
import { Eviction } from '../../src/domain/eviction.ts';
import { Registry } from '../../src/domain/registry.ts';
import type { PreservationMode } from '../../src/domain/self-preservation.ts';
import { Acquaintances } from '../../src/domain/verification/acquaintances.ts';
import type { InstanceProbe } from '../../src/ports/instance-probe.ts';
import { Interviews } from '../../src/preservation/interviews.ts';
import { introduceStrangers } from '../../src/preservation/introductions.ts';
import { keepAcquaintances } from '../../src/preservation/keep-acquaintances.ts';
import { VerifiedEviction } from '../../src/preservation/verified-eviction.ts';
import { CLIENT } from '../domain/registry-fixture.ts';
import { sampleInstance } from '../sample-instance.ts';

const STEP_MS = 10_000;

/** A process of the simulated world. */
interface Service {
  readonly app: string;
  readonly id: string;
  readonly host: string;
  readonly phase: number;
  diedAtMs: number | undefined;
  isCutOff: boolean;
}

/** What an observer who sees both the world and the list would have written down. */
export interface Observation {
  /** How often a living instance was taken off the list. */
  livingRemoved: number;
  /** The longest time that a dead instance was listed, in minutes; whether some still are is `deadListed`. */
  longestDeadMinutes: number;
  deadListed: number;
}

/** Lease terms of all services of a fleet. */
export interface Terms {
  readonly renewalIntervalInSecs: number;
  readonly durationInSecs: number;
}

const EUREKA_TERMS: Terms = { renewalIntervalInSecs: 30, durationInSecs: 90 };

/** Services that live, die and are cut off, against a registry on manual time with a simulated network. */
export class SimulatedFleet {
  readonly registry: Registry;
  readonly observed: Observation = { livingRemoved: 0, longestDeadMinutes: 0, deadListed: 0 };
  readonly #time = new ManualTime();
  readonly #terms: Terms;
  readonly #services = new Map<string, Service>();
  readonly #evict: () => Promise<void>;
  #steps = 0;

  constructor(mode: PreservationMode, terms: Terms = EUREKA_TERMS) {
    this.#terms = terms;
    this.registry = new Registry(
      {
        selfPreservation: {
          enabled: true,
          renewalPercentThreshold: 0.85,
          expectedRenewalIntervalMs: 30_000,
          mode,
        },
        deltaRetentionMs: 180_000,
        syncWhenTimestampDiffers: true,
        defaultOpenForTrafficCount: 1,
      },
      { clock: this.#time },
    );
    this.registry.onChange(({ kind, lease }) => {
      const service = this.#services.get(lease.instance.instanceId);
      if (kind === 'evicted' && service?.diedAtMs === undefined) this.observed.livingRemoved += 1;
    });
    this.#evict = mode === 'verified' ? this.#verifiedEviction() : this.#eurekaEviction();
  }

  /** Starts a service that registers at once and renews from then on. */
  launch(app: string, id: string): void {
    const number = this.#services.size;
    const host = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
    const service = { app, id, host, phase: number, diedAtMs: undefined, isCutOff: false };
    this.#services.set(id, service);
    this.#register(service);
  }

  /** Ends services without a word to the registry. */
  kill(ids: Iterable<string>): void {
    for (const id of ids) this.#serviceOf(id).diedAtMs = this.#time.now();
  }

  /** Cuts services off from the registry, or joins them again; they live all the while. */
  setCutOff(ids: Iterable<string>, isCutOff: boolean): void {
    for (const id of ids) this.#serviceOf(id).isCutOff = isCutOff;
  }

  async minutes(count: number): Promise<void> {
    for (let step = 0; step < (count * 60_000) / STEP_MS; step++) await this.#step();
  }

  async #step(): Promise<void> {
    await this.#time.advance(STEP_MS);
    this.#steps += 1;
    const stepsPerRenewal = (this.#terms.renewalIntervalInSecs * 1000) / STEP_MS;
    for (const service of this.#services.values()) {
      if ((this.#steps + service.phase) % stepsPerRenewal === 0) this.#renew(service);
    }
    if (this.#steps % 6 === 0) await this.#evict();
    if (this.#steps % 90 === 0) this.registry.selfPreservation.adjustTo(this.registry.table.size);
    this.#observe();
  }

  #renew(service: Service): void {
    const { app, id, diedAtMs, isCutOff } = service;
    if (diedAtMs !== undefined || isCutOff) return;
    const { kind } = this.registry.renew(app, id, { origin: 'client' });
    if (kind === 'unknown') this.#register(service);
  }

  #register({ app, id, host }: Service): void {
    const times = {
      registrationTimestamp: 0,
      lastRenewalTimestamp: 0,
      evictionTimestamp: 0,
      serviceUpTimestamp: 0,
    };
    const lease = { ...this.#terms, ...times };
    const address = { hostName: host, ipAddr: host };
    this.registry.register(sampleInstance({ app, instanceId: id, ...address, lease }), CLIENT);
  }

  #observe(): void {
    this.observed.deadListed = 0;
    for (const { app, id, diedAtMs } of this.#services.values()) {
      if (diedAtMs === undefined || this.registry.table.find(app, id) === undefined) continue;
      this.observed.deadListed += 1;
      const minutes = (this.#time.now() - diedAtMs) / 60_000;
      this.observed.longestDeadMinutes = Math.max(this.observed.longestDeadMinutes, minutes);
    }
  }

  #eurekaEviction(): () => Promise<void> {
    const rules = { evictionIntervalMs: 60_000, renewalPercentThreshold: 0.85 };
    const ground = { clock: this.#time, random: seededRandom(1) };
    const eviction = new Eviction(this.registry, rules, ground);
    return () => {
      eviction.run();
      return Promise.resolve();
    };
  }

  #verifiedEviction(): () => Promise<void> {
    const { registry } = this;
    const acquaintances = new Acquaintances();
    keepAcquaintances(acquaintances, registry);
    const interviews = new Interviews(this.#network(), acquaintances);
    const clock = this.#time;
    const ground = { registry, acquaintances, interviews, clock, logger: silentLogger };
    const rules = {
      evictionIntervalMs: 60_000,
      verifyConcurrency: 48,
      verifyRemovalShare: 0.15,
      verifyPatienceMs: 180_000,
    };
    const eviction = new VerifiedEviction(rules, ground);
    return async () => {
      await eviction.run();
      await introduceStrangers({ ...ground, concurrency: 16 });
    };
  }

  /** The dead and those that are cut off look alike: nothing comes back. */
  #network(): InstanceProbe {
    return {
      ask: ({ hostname }) => {
        const service = [...this.#services.values()].find(({ host }) => host === hostname);
        const lives = service?.diedAtMs === undefined && service?.isCutOff === false;
        return Promise.resolve(lives ? { kind: 'answered', status: 503 } : { kind: 'silent' });
      },
    };
  }

  #serviceOf(id: string): Service {
    const service = this.#services.get(id);
    if (service === undefined) throw new Error(`no service ${id}`);
    return service;
  }
}

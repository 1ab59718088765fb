import type { InstanceInfo, InstanceStatus } from '@vernal/protocol/eureka';
import type { EurekaExchange, Failure } from '../eureka/index.ts';
import type { Emit } from '../events/client-events.ts';
import { Outage } from '../events/outage.ts';
import { createBackoff, jittered } from '../pacing/backoff.ts';
import { createPacedLoop, type PacedLoop } from '../pacing/paced-loop.ts';
import type { Runtime } from '../runtime/runtime.ts';
import {
  describeInstance,
  type InstanceDescription,
  type Registrant,
} from './instance-description.ts';

/** This process as an instance in the registry. */
export interface Registration {
  /**
   * Registers the instance; called when the service listens, with the port it listens on (client-sdk 36).
   * Resolves after the first attempt: a registry that is away is tried again in the background. Calling
   * it again replaces the description.
   */
  register(description: InstanceDescription): Promise<void>;
  /** Takes the instance out of the registry, after every call that is under way (client-sdk 54). */
  deregister(): Promise<void>;
  /** Tells the registry whether this instance takes calls. The last of several statuses wins. */
  setStatus(status: InstanceStatus): Promise<void>;
  /** The id it is registered under; empty before `register`. */
  readonly instanceId: string;
  /** True while the registry is known to have the instance. */
  readonly registered: boolean;
}

/** A registration that its client can test and end. */
export interface OwnedRegistration extends Registration {
  /** Why the registry can't be reached; undefined while it can. */
  readonly problem: string | undefined;
  /** Beats now rather than at the next interval, e.g. when the network came back. */
  beatNow(): void;
}

/** How an instance comes into the registry. */
export interface RegistrationOptions {
  readonly registrant: Registrant;
  readonly exchange: EurekaExchange;
  readonly emit: Emit;
}

/**
 * Keeps one instance registered (client-sdk 2.2). Every request to the registry is made inside one loop
 * whose runs never overlap, so that none can overtake another.
 */
export function createRegistration(
  { registrant, exchange, emit }: RegistrationOptions,
  { clock, timers, random, logger }: Runtime,
): OwnedRegistration {
  const outage = new Outage('registration', emit, logger);
  const backoff = createBackoff(random);
  const intervalMs = registrant.lease.renewalIntervalSeconds * 1_000;
  let instance: InstanceInfo | undefined;
  /** What the registry was last told. */
  let known: InstanceInfo | undefined;
  let loop: PacedLoop | undefined;

  /** Changed now, and later than the registry knows (eureka-protocol 4.4). */
  function dirty(current: InstanceInfo): InstanceInfo {
    const lastDirtyTimestamp = Math.max(clock.now(), current.lastDirtyTimestamp + 1);
    return { ...current, lastDirtyTimestamp };
  }

  async function beat(): Promise<number | undefined> {
    if (instance === undefined) return undefined;
    const failure = known === instance ? await renew(instance) : await register(instance);
    if (failure === undefined) {
      outage.end();
      backoff.reset();
      return jittered(intervalMs, random);
    }
    outage.begin(failure.problem);
    return backoff.nextMs();
  }

  async function register(current: InstanceInfo): Promise<Failure | undefined> {
    const outcome = await exchange.register(current);
    if (outcome.kind !== 'ok') return outcome;
    known = current;
    emit('registration:registered', { instanceId: current.instanceId });
    return undefined;
  }

  /** A registry that does not know the instance gets it anew within the same beat (client-sdk 39). */
  async function renew(current: InstanceInfo): Promise<Failure | undefined> {
    const outcome = await exchange.renew(current);
    if (outcome.kind === 'ok') return undefined;
    if (outcome.kind !== 'unknown-instance') return outcome;
    emit('registration:lost', { instanceId: current.instanceId });
    known = undefined;
    if (instance === current) instance = dirty(current);
    return register(instance ?? current);
  }

  function beatNow(): Promise<void> {
    loop ??= createPacedLoop({ timers, run: beat });
    return loop.runNow();
  }

  return {
    async register(description) {
      instance = describeInstance(registrant, description, clock.now());
      await beatNow();
    },
    async setStatus(status) {
      if (instance === undefined || instance.status === status) return;
      instance = { ...dirty(instance), status };
      await beatNow();
    },
    async deregister() {
      const last = instance;
      instance = undefined;
      const ended = loop;
      loop = undefined;
      await ended?.stop();
      known = undefined;
      if (last !== undefined) await exchange.cancel(last);
    },
    get instanceId() {
      return instance?.instanceId ?? '';
    },
    get registered() {
      return known !== undefined;
    },
    get problem() {
      return outage.problem;
    },
    beatNow: () => {
      if (instance !== undefined && known !== instance) void beatNow();
    },
  };
}

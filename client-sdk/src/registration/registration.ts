import type { InstanceInfo, InstanceStatus } from '@vernal/protocol/eureka';
import type { EurekaExchange, Failure } from '../eureka/index.ts';
import type { Emit } from '../events/client-events.ts';
import { Outage } from '../events/outage.ts';
import { type Backoff, createBackoff, jittered } from '../pacing/backoff.ts';
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
   * it again replaces the description; after `close()` it does nothing.
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
  /** Beats now, if it is registered, rather than at the next interval: the registry may be a new one. */
  beatNow(): void;
  /** Deregisters for good. Safe twice. */
  stop(): Promise<void>;
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
  options: RegistrationOptions,
  runtime: Runtime,
): OwnedRegistration {
  return new KeptRegistration(options, runtime);
}

class KeptRegistration implements OwnedRegistration {
  readonly #options: RegistrationOptions;
  readonly #runtime: Runtime;
  readonly #outage: Outage;
  readonly #backoff: Backoff;
  #instance: InstanceInfo | undefined;
  /** What the registry was last told. */
  #known: InstanceInfo | undefined;
  #loop: PacedLoop | undefined;
  #stopped = false;

  constructor(options: RegistrationOptions, runtime: Runtime) {
    this.#options = options;
    this.#runtime = runtime;
    this.#outage = new Outage('registration', options.emit, runtime.logger);
    this.#backoff = createBackoff(runtime.random);
  }

  get instanceId(): string {
    return this.#instance?.instanceId ?? '';
  }

  get registered(): boolean {
    return this.#known !== undefined;
  }

  get problem(): string | undefined {
    return this.#outage.problem;
  }

  async register(description: InstanceDescription): Promise<void> {
    if (this.#stopped) return;
    const nowMs = this.#runtime.clock.now();
    this.#instance = describeInstance(this.#options.registrant, description, nowMs);
    await this.#beatSoon();
  }

  async setStatus(status: InstanceStatus): Promise<void> {
    const instance = this.#instance;
    if (instance === undefined || instance.status === status) return;
    this.#instance = { ...this.#dirty(instance), status };
    await this.#beatSoon();
  }

  async deregister(): Promise<void> {
    const last = this.#instance;
    const ended = this.#loop;
    this.#instance = undefined;
    this.#loop = undefined;
    await ended?.stop();
    this.#known = undefined;
    if (last !== undefined) await this.#options.exchange.cancel(last);
  }

  stop(): Promise<void> {
    this.#stopped = true;
    return this.deregister();
  }

  beatNow(): void {
    if (this.#instance !== undefined) void this.#beatSoon();
  }

  #beatSoon(): Promise<void> {
    const { timers } = this.#runtime;
    this.#loop ??= createPacedLoop({ timers, run: () => this.#beat() });
    return this.#loop.runNow();
  }

  async #beat(): Promise<number | undefined> {
    const instance = this.#instance;
    if (instance === undefined) return undefined;
    const known = this.#known === instance;
    const failure = known ? await this.#renew(instance) : await this.#register(instance);
    if (failure !== undefined) {
      this.#outage.begin(failure.problem);
      return this.#backoff.nextMs();
    }
    this.#outage.end();
    this.#backoff.reset();
    const { renewalIntervalSeconds } = this.#options.registrant.lease;
    return jittered(renewalIntervalSeconds * 1_000, this.#runtime.random);
  }

  async #register(instance: InstanceInfo): Promise<Failure | undefined> {
    const outcome = await this.#options.exchange.register(instance);
    if (outcome.kind !== 'ok') return outcome;
    this.#known = instance;
    this.#options.emit('registration:registered', { instanceId: instance.instanceId });
    return undefined;
  }

  /** A registry that does not know the instance gets it anew within the same beat (client-sdk 39). */
  async #renew(instance: InstanceInfo): Promise<Failure | undefined> {
    const outcome = await this.#options.exchange.renew(instance);
    if (outcome.kind === 'ok') return undefined;
    if (outcome.kind !== 'unknown-instance') return outcome;
    this.#known = undefined;
    this.#options.emit('registration:lost', { instanceId: instance.instanceId });
    if (this.#instance === instance) this.#instance = this.#dirty(instance);
    return this.#register(this.#instance ?? instance);
  }

  /** Changed now, and later than the registry knows (eureka-protocol 4.4). */
  #dirty(instance: InstanceInfo): InstanceInfo {
    const nowMs = this.#runtime.clock.now();
    return { ...instance, lastDirtyTimestamp: Math.max(nowMs, instance.lastDirtyTimestamp + 1) };
  }
}

import type { Random } from '@vernal/core';
import type { Discovery } from '../discovery/discovery.ts';
import type { Instance } from '../discovery/instance.ts';
import { clientError } from '../runtime/client-error.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { connectionFailure } from './connection-failure.ts';
import { Ejection } from './ejection.ts';
import { type CallOptions, type NextTry, RetryBudget } from './retry-budget.ts';
import { RoundRobin } from './round-robin.ts';

/** Which try of a call this is. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
}

/** Chooses instances, round robin, and tries others when one can't be reached. */
export interface Balancer {
  /** The next instance of a service; undefined when none is up. */
  pick(service: string): Instance | undefined;
  /**
   * Makes a call on an instance. A connection that was refused leads to the next instance until none is
   * left, whatever the call; one that broke off is tried again only when the call is idempotent. Any
   * other failure is the caller's, and so is the last one.
   *
   * @throws VernalError `NO_INSTANCE` when no instance is up
   */
  execute<Result>(
    service: string,
    call: (instance: Instance, attempt: Attempt) => Promise<Result>,
    options?: CallOptions,
  ): Promise<Result>;
}

/** A balancer over what discovery knows. */
export function createBalancer(
  discovery: Pick<Discovery, 'instances'>,
  runtime: Pick<Runtime, 'clock' | 'random'>,
): Balancer {
  return new RoundRobinBalancer(discovery, runtime);
}

class RoundRobinBalancer implements Balancer {
  readonly #discovery: Pick<Discovery, 'instances'>;
  readonly #random: Random;
  readonly #ejection: Ejection;
  readonly #positions = new Map<string, RoundRobin>();

  constructor(
    discovery: Pick<Discovery, 'instances'>,
    { clock, random }: Pick<Runtime, 'clock' | 'random'>,
  ) {
    this.#discovery = discovery;
    this.#random = random;
    this.#ejection = new Ejection(clock);
  }

  pick(service: string): Instance | undefined {
    return this.#pickFrom(service, new Set());
  }

  async execute<Result>(
    service: string,
    call: (instance: Instance, attempt: Attempt) => Promise<Result>,
    options: CallOptions = {},
  ): Promise<Result> {
    const tried = new Set<Instance>();
    const budget = new RetryBudget(options);
    let instance = this.pick(service);
    if (instance === undefined) {
      throw clientError('NO_INSTANCE', `no instance of ${service} is up`);
    }
    for (let number = 1; ; number += 1) {
      try {
        const result = await call(instance, { number });
        this.#ejection.succeeded(instance);
        return result;
      } catch (error) {
        const failure = connectionFailure(error, instance);
        if (failure !== undefined) this.#ejection.failed(instance);
        tried.add(instance);
        const another = this.#choose(budget.after(failure), instance, { service, tried });
        if (another === undefined) throw error;
        instance = another;
      }
    }
  }

  #choose(
    step: NextTry,
    current: Instance,
    { service, tried }: { readonly service: string; readonly tried: ReadonlySet<Instance> },
  ): Instance | undefined {
    if (step === 'stop') return undefined;
    if (step === 'same') return current;
    const other = this.#pickFrom(service, tried);
    return step === 'next-or-same' ? (other ?? current) : other;
  }

  /** Ejected instances come last: better one of them than none. */
  #pickFrom(service: string, tried: ReadonlySet<Instance>): Instance | undefined {
    const all = this.#discovery.instances(service);
    const untried = all.filter((instance) => !tried.has(instance));
    const usable = this.#ejection.remaining(all).filter((instance) => !tried.has(instance));
    return this.#positionOf(service).next(usable.length > 0 ? usable : untried);
  }

  #positionOf(service: string): RoundRobin {
    const name = service.toLowerCase();
    const position = this.#positions.get(name) ?? new RoundRobin(this.#random);
    this.#positions.set(name, position);
    return position;
  }
}

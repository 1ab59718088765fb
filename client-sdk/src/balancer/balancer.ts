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
  { clock, random }: Pick<Runtime, 'clock' | 'random'>,
): Balancer {
  const ejection = new Ejection(clock);
  const positions = new Map<string, RoundRobin>();

  function pick(service: string, tried: ReadonlySet<Instance>): Instance | undefined {
    const all = discovery.instances(service);
    const untried = (list: readonly Instance[]) => list.filter((item) => !tried.has(item));
    const remaining = untried(ejection.remaining(all));
    return positionOf(service).next(remaining.length > 0 ? remaining : untried(all));
  }

  function positionOf(service: string): RoundRobin {
    const name = service.toLowerCase();
    const position = positions.get(name) ?? new RoundRobin(random);
    positions.set(name, position);
    return position;
  }

  function choose(
    step: NextTry,
    current: Instance,
    tried: ReadonlySet<Instance>,
  ): Instance | undefined {
    if (step === 'stop') return undefined;
    if (step === 'same') return current;
    const other = pick(current.service, tried);
    return step === 'next-or-same' ? (other ?? current) : other;
  }

  async function execute<Result>(
    service: string,
    call: (instance: Instance, attempt: Attempt) => Promise<Result>,
    options: CallOptions = {},
  ): Promise<Result> {
    const tried = new Set<Instance>();
    const budget = new RetryBudget(options);
    let instance = pick(service, tried);
    if (instance === undefined) {
      throw clientError('NO_INSTANCE', `no instance of ${service} is up`);
    }
    for (let number = 1; ; number += 1) {
      try {
        const result = await call(instance, { number });
        ejection.succeeded(instance);
        return result;
      } catch (error) {
        const failure = connectionFailure(error);
        if (failure !== undefined) ejection.failed(instance);
        tried.add(instance);
        const another = choose(budget.after(failure), instance, tried);
        if (another === undefined) throw error;
        instance = another;
      }
    }
  }

  return { pick: (service) => pick(service, new Set()), execute };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../service/message-of.ts';
import type { Demo } from '../open-demo.ts';
import { callProducts } from './sample-answers.ts';
import { expect } from './tour.ts';

/** Calls that went through the storefront to the catalog. */
export interface Traffic {
  readonly calls: number;
  /** Why calls failed; empty when all went well. */
  readonly failures: readonly string[];
  /** How often each catalog instance answered. */
  readonly answeredBy: ReadonlyMap<string, number>;
}

/** Traffic that goes on until it is stopped. */
export interface RunningTraffic {
  readonly soFar: () => Traffic;
  stop(): Promise<Traffic>;
}

const PAUSE_MS = 10;

/** Calls one after another, as a busy visitor would. */
export function startTraffic(demo: Demo): RunningTraffic {
  const failures: string[] = [];
  const answeredBy = new Map<string, number>();
  let calls = 0;
  let stopped = false;

  async function call(): Promise<void> {
    calls += 1;
    try {
      const { servedBy } = await callProducts(demo);
      answeredBy.set(servedBy, (answeredBy.get(servedBy) ?? 0) + 1);
    } catch (error) {
      failures.push(messageOf(error));
    }
  }

  async function goOn(): Promise<void> {
    while (!stopped) {
      await call();
      await sleep(PAUSE_MS);
    }
  }

  const soFar = (): Traffic => ({
    calls,
    failures: [...failures],
    answeredBy: new Map(answeredBy),
  });
  const going = goOn();
  return {
    soFar,
    async stop() {
      stopped = true;
      await going;
      return soFar();
    },
  };
}

/** Runs `during` under traffic; throws when a call failed meanwhile. */
export async function underTraffic(demo: Demo, during: () => Promise<void>): Promise<Traffic> {
  const running = startTraffic(demo);
  try {
    await during();
  } finally {
    await running.stop();
  }
  const traffic = running.soFar();
  const [first] = traffic.failures;
  expect(
    first === undefined,
    `${traffic.failures.length} of ${traffic.calls} calls failed: ${first}`,
  );
  return traffic;
}

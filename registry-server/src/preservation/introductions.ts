import type { Registry } from '../domain/registry.ts';
import type { Acquaintances } from '../domain/verification/acquaintances.ts';
import { forEachAtMost } from './for-each-at-most.ts';
import type { Interviews } from './interviews.ts';

/** What introductions work with. */
export interface IntroductionsGround {
  readonly registry: Registry;
  readonly acquaintances: Acquaintances;
  readonly interviews: Interviews;
  /** How many are asked at once. */
  readonly concurrency: number;
}

/**
 * Asks instances that live, once after they registered: only of one that answered then does a later silence
 * mean anything. One that does not answer is asked a few times more, since it may still be starting.
 */
export async function introduceStrangers({
  registry,
  acquaintances,
  interviews,
  concurrency,
}: IntroductionsGround): Promise<void> {
  await forEachAtMost(concurrency, acquaintances.strangers(), async ({ app, instanceId }) => {
    const lease = registry.table.find(app, instanceId);
    if (lease !== undefined) await interviews.ask(lease);
  });
}

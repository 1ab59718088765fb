import type { Audit } from '@vernal/server-kit';
import { Counter, type Registry as MetricRegistry } from 'prom-client';
import type { Push, SettledUpdate } from './push.ts';

const UNREAD = { outcome: 'failed', reason: 'Git did not take it' } as const;

/** Writes down who pushed what, and counts it. */
export class PushLog {
  readonly #audit: Audit;
  readonly #pushes: Counter<'repository' | 'outcome'>;

  constructor(audit: Audit, metrics: MetricRegistry) {
    this.#audit = audit;
    this.#pushes = new Counter({
      name: 'vernal_config_pushed_refs_total',
      help: 'Branches and tags that were pushed to hosted repositories, by what became of them',
      labelNames: ['repository', 'outcome'],
      registers: [metrics],
    });
  }

  /**
   * One line for each branch and tag: from which commit, to which, and why not. Of a push that Git did not take
   * (too large, broken objects, the client went away) it is not known what it was about.
   *
   * @returns whether anything has changed
   */
  record(push: Push): boolean {
    const updates = push.settled();
    for (const update of updates) this.#write(push, targetOf(update), update);
    if (updates.length === 0) this.#write(push, '', UNREAD);
    return updates.some(({ outcome }) => outcome === 'accepted');
  }

  #write(
    { origin: { repository, pusher, clientIp } }: Push,
    what: string,
    { outcome, reason }: Pick<SettledUpdate, 'outcome' | 'reason'>,
  ): void {
    this.#pushes.inc({ repository: repository.name, outcome });
    this.#audit.record({
      action: 'push',
      actor: pusher.name,
      target: `${repository.name}.git${what}`,
      outcome: outcome === 'accepted' ? 'success' : 'failure',
      reason,
      clientIp,
    });
  }
}

function targetOf({ ref, before, after }: SettledUpdate): string {
  return ` ${ref} ${before ?? 'nothing'}..${after ?? 'nothing'}`;
}

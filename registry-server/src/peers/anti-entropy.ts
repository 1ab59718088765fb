import { createPeriodic, type Lifecycle, messageOf } from '@vernal/core';
import type { Applications } from '@vernal/protocol/eureka';
import { reconcile } from '../domain/replication/reconcile.ts';
import { cancelTask } from '../domain/replication/replication-task.ts';
import { pause } from './pause.ts';
import type { PeerNode } from './peer-node.ts';
import type { PeerNodes } from './peer-nodes.ts';
import type { PeersGround } from './peers-ground.ts';

/** When lists are compared. */
export interface AntiEntropyRules {
  readonly intervalMs: number;
  /** How long a cancellation waits for a peer. */
  readonly maxTimeMs: number;
}

const SAME = '';
/** A difference that is another one after this was replication under way. */
const SECOND_LOOK_MS = 3_000;
/** The first comparison finds what a restart missed. */
const FIRST_LOOK_MS = 1_000;

/**
 * Compares hash codes with each peer now and then, and takes over what differs: replication alone leaves what
 * was lost in an outage until it is renewed or expires. After an outage the lists are compared even so, since a
 * hash code only counts statuses. Works towards Java peers too, by their lists.
 */
export function antiEntropy(
  nodes: PeerNodes,
  rules: AntiEntropyRules,
  ground: PeersGround,
): Lifecycle {
  const { timers, random, logger } = ground;
  const stopped = new AbortController();
  const comparison = createPeriodic({
    timers,
    // Nodes that start together don't ask together.
    intervalMs: Math.round(rules.intervalMs * (0.8 + random.below(401) / 1000)),
    run: async () => {
      await Promise.all(nodes.all().map((node) => compare(node)));
    },
    onError: (error) => logger.error('comparing with peers failed', { problem: messageOf(error) }),
  });

  async function compare(node: PeerNode): Promise<void> {
    if (node.isUp !== true) node.greet();
    const first = await differenceTo(node, ground);
    if (first === undefined) return;
    if (!node.mayHaveMissed) {
      if (first === SAME) return;
      await pause(Math.min(SECOND_LOOK_MS, rules.intervalMs), timers, stopped.signal);
      // While changes come in, lists differ by what is under way.
      if (stopped.signal.aborted || (await differenceTo(node, ground)) !== first) return;
    }
    await repair(node, rules, ground, stopped.signal);
  }

  return {
    async start() {
      await comparison.start();
      void pause(Math.min(FIRST_LOOK_MS, rules.intervalMs), timers, stopped.signal).then(() =>
        comparison.runNow(),
      );
    },
    stop() {
      stopped.abort();
      // A peer that hangs is not waited for: questions under way end with the connections.
      void comparison.stop();
      return Promise.resolve();
    },
  };
}

/** Both hash codes where they differ, else {@link SAME}; undefined when the peer does not say. */
async function differenceTo(
  node: PeerNode,
  { registry }: PeersGround,
): Promise<string | undefined> {
  const delta = await node.exchange.fetchDelta();
  // A peer without deltas has the hash code in its list.
  const answer = delta.kind === 'ok' ? delta : await node.exchange.fetchAll();
  if (answer.kind === 'failed') return undefined;
  const theirs = answer.applications.appsHashCode;
  const ours = registry.table.hashCode;
  node.noteHash(theirs === ours);
  return theirs === ours ? SAME : `${ours} ${theirs}`;
}

async function repair(
  node: PeerNode,
  { maxTimeMs }: AntiEntropyRules,
  { registry, clock, logger }: PeersGround,
  stopped: AbortSignal,
): Promise<void> {
  const answer = await node.exchange.fetchAll();
  if (answer.kind === 'failed' || stopped.aborted) return;
  node.noteCompared();
  const nowMs = clock.now();
  const { adopted, cancelled } = reconcile(registry, instancesOf(answer.applications), nowMs);
  for (const instance of cancelled) node.offer(cancelTask(instance, { nowMs, maxTimeMs }));
  node.noteHash(answer.applications.appsHashCode === registry.table.hashCode);
  if (adopted + cancelled.length === 0) return;
  logger.info('took over what a peer knew better', {
    peer: node.name,
    adopted,
    cancelledThere: cancelled.length,
  });
}

function instancesOf({ applications }: Applications) {
  return applications.flatMap(({ instances }) => instances);
}

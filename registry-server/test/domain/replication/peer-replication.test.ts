import assert from 'node:assert/strict';
import { ManualTime, settle } from '@vernal/core/testing';
import type { ReplicationRequest } from '@vernal/protocol/eureka';
import type { BatchOutcome, TaskResult } from '../../../src/domain/replication/batch-outcome.ts';
import { PeerReplication } from '../../../src/domain/replication/peer-replication.ts';
import { namesOf, taskFor } from './tasks.ts';

type Respond = (batch: readonly ReplicationRequest[]) => BatchOutcome | Promise<BatchOutcome>;

const accept: Respond = (batch) => ({
  kind: 'answered',
  results: batch.map(() => ({ statusCode: 200 })),
});

/** A queue towards a peer that answers as told, and what it sent when. */
function createReplication(
  changes: { readonly capacity?: number; readonly maxBatches?: number } = {},
) {
  const time = new ManualTime(0);
  const rig = {
    time,
    respond: accept,
    sent: [] as { readonly atMs: number; readonly batch: readonly ReplicationRequest[] }[],
    counts: new Map<TaskResult, number>(),
    sentNames: () => rig.sent.map(({ batch }) => namesOf(batch)),
    offer: (kind: Parameters<typeof taskFor>[0], id: string) =>
      replication.offer(taskFor(kind, id, time.now())),
  };
  const replication = new PeerReplication(
    { capacity: 10_000, maxBatches: 20, ...changes },
    {
      clock: time,
      timers: time,
      send: async (batch) => {
        rig.sent.push({ atMs: time.now(), batch });
        return rig.respond(batch);
      },
      settle: (_task, { statusCode }) => (statusCode === 200 ? 'done' : 'failed'),
      count: (result, tasks) => rig.counts.set(result, (rig.counts.get(result) ?? 0) + tasks),
    },
  );
  return { ...rig, rig, replication };
}

/** An answer that a test gives later. */
function heldAnswer() {
  let release: (outcome: BatchOutcome) => void = () => undefined;
  const answer = new Promise<BatchOutcome>((resolve) => {
    release = resolve;
  });
  return { answer, release };
}

describe('replication to one peer', () => {
  it('gathers for 500 ms, then sends one batch', async () => {
    const { offer, time, sent, sentNames } = createReplication();
    offer('register', 'n1');
    await time.advance(300);
    offer('renew', 'n2');
    await time.advance(199);
    assert.equal(sent.length, 0);
    await time.advance(1);
    assert.deepEqual(sentNames(), [['Register n1', 'Heartbeat n2']]);
  });

  it('sends 250 items at most, and a full batch at once [eureka 98]', async () => {
    const { offer, time, sent, sentNames } = createReplication();
    for (let n = 0; n < 600; n += 1) offer('renew', `n${n}`);
    await time.advance(0);
    assert.deepEqual(
      sentNames().map((batch) => batch.length),
      [250, 250],
    );
    await time.advance(500);
    assert.deepEqual(
      sentNames().map((batch) => batch.length),
      [250, 250, 100],
    );
    assert.equal(sent[2]?.atMs, 500);
  });

  it('sends of two heartbeats only one [eureka 98]', async () => {
    const { offer, time, sentNames } = createReplication();
    offer('renew', 'n1');
    offer('renew', 'n1');
    await time.advance(500);
    assert.deepEqual(sentNames(), [['Heartbeat n1']]);
  });

  it('waits a second after a 503, with everything kept [eureka 99]', async () => {
    const { offer, time, sent, rig } = createReplication();
    rig.respond = () => ({ kind: 'congested', problem: 'the peer answered 503' });
    offer('renew', 'n1');
    await time.advance(500);
    rig.respond = accept;
    await time.advance(999);
    assert.equal(sent.length, 1);
    await time.advance(1);
    assert.equal(sent.length, 2);
    assert.deepEqual(sent[1]?.batch, sent[0]?.batch);
  });

  it('tries a peer that is down every 100 ms until the task expires [eureka 99]', async () => {
    const { offer, time, sent, counts, rig, replication } = createReplication();
    rig.respond = () => ({ kind: 'unreachable', problem: 'refused' });
    offer('cancel', 'n1');
    await time.advance(1_000);
    assert.deepEqual(
      sent.map(({ atMs }) => atMs),
      [500, 600, 700, 800, 900, 1_000],
    );
    await time.advance(30_000);
    assert.equal(counts.get('expired'), 1);
    assert.equal(replication.state.queue, 0);
    assert.equal(time.pending, 0);
  });

  it('tries with one batch only while the peer is down', async () => {
    const { offer, time, sent, rig, replication } = createReplication();
    rig.respond = () => ({ kind: 'unreachable', problem: 'refused' });
    offer('renew', 'n');
    await time.advance(500);
    for (let n = 0; n < 1_000; n += 1) offer('renew', `n${n}`);
    sent.length = 0;
    await time.advance(100);
    assert.equal(sent.length, 1);
    assert.equal(replication.state.queue, 1_001);
  });

  it('drops a batch that the peer refuses [eureka 99]', async () => {
    const { offer, time, sent, counts, rig, replication } = createReplication();
    rig.respond = () => ({ kind: 'refused', problem: 'the peer answered 400' });
    offer('renew', 'n1');
    await time.advance(5_000);
    assert.equal(sent.length, 1);
    assert.equal(counts.get('refused'), 1);
    assert.equal(replication.state.queue, 0);
  });

  it('never has one instance in two batches under way', async () => {
    const { offer, time, sentNames, rig } = createReplication();
    const first = heldAnswer();
    rig.respond = () => first.answer;
    offer('register', 'n1');
    await time.advance(500);
    rig.respond = accept;
    offer('cancel', 'n1');
    offer('renew', 'n2');
    await time.advance(2_000);
    assert.deepEqual(sentNames(), [['Register n1'], ['Heartbeat n2']]);
    first.release({ kind: 'answered', results: [{ statusCode: 200 }] });
    await settle();
    await time.advance(500);
    assert.deepEqual(sentNames()[2], ['Cancel n1']);
  });

  it('has no more batches under way than allowed', async () => {
    const { offer, time, sent, rig } = createReplication({ maxBatches: 2 });
    rig.respond = () => new Promise(() => undefined);
    for (let n = 0; n < 1_000; n += 1) offer('renew', `n${n}`);
    await time.advance(10_000);
    assert.equal(sent.length, 2);
  });

  it('counts what the buffer loses, what fails and what is done', async () => {
    const { offer, time, counts, rig } = createReplication({ capacity: 2 });
    rig.respond = () => ({
      kind: 'answered',
      results: [{ statusCode: 200 }, { statusCode: 500 }],
    });
    for (const id of ['n1', 'n2', 'n3']) offer('renew', id);
    await time.advance(500);
    assert.deepEqual(Object.fromEntries(counts), { dropped: 1, done: 1, failed: 1 });
  });

  it('says how far behind the peer is', async () => {
    const { offer, time, rig, replication } = createReplication();
    rig.respond = () => ({ kind: 'unreachable', problem: 'refused' });
    offer('renew', 'n1');
    await time.advance(4_000);
    offer('renew', 'n1');
    const { lagMs, queue, last, lastSuccessMs } = replication.state;
    assert.deepEqual(
      [lagMs, queue, last?.kind, lastSuccessMs],
      [4_000, 1, 'unreachable', undefined],
    );
    rig.respond = accept;
    await time.advance(1_000);
    assert.equal(replication.state.lagMs, 0);
    assert.equal(replication.state.last?.kind, 'answered');
  });

  it('hands over what waits when it ends, and sends nothing afterwards', async () => {
    const { offer, time, sent, sentNames, replication } = createReplication();
    offer('cancel', 'n1');
    await replication.flush();
    assert.deepEqual(sentNames(), [['Cancel n1']]);
    offer('renew', 'n2');
    replication.stop();
    replication.stop();
    offer('renew', 'n3');
    await time.advance(10_000);
    assert.equal(sent.length, 1);
    assert.equal(time.pending, 0);
  });
});

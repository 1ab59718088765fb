import assert from 'node:assert/strict';
import { type Bus, createBus, createMemoryTransport } from '@vernal/bus';
import { silentLogger } from '@vernal/core';
import { ManualTime, seededRandom, settle } from '@vernal/core/testing';
import {
  type Acknowledgement,
  type ConfigState,
  createAckEvent,
  createRefreshEvent,
} from '@vernal/protocol/bus';
import express from 'express';
import request from 'supertest';
import { rolloutRoutes } from '../../src/http/rollout-routes.ts';
import { RolloutBook } from '../../src/rollout/rollout-book.ts';
import { RolloutFollower } from '../../src/rollout/rollout-follower.ts';
import { RolloutView } from '../../src/rollout/rollout-view.ts';
import { createSurroundings, type Surroundings, startServer } from './rollout-rig.ts';

const LATE_AFTER_MS = 30_000;
const ORDERS = { application: 'orders', profiles: 'prod', label: null };
const REFUSAL = 'orders.limit: not a number';

type Row = Readonly<Record<string, unknown>>;

describe('the rollout on three servers of one bus', () => {
  let surroundings: Surroundings;
  let stops: (() => Promise<void>)[];
  let servers: Awaited<ReturnType<typeof startNode>>[];
  let first: string;

  beforeEach(async () => {
    surroundings = createSurroundings();
    stops = [];
    first = await surroundings.repository.push({ 'orders.yml': 'limit: 1\n' });
    servers = [];
    for (const name of ['one', 'two', 'three']) servers.push(await startNode(name));
    await servers[0]?.get('orders', 'prod');
    await settle();
  });
  afterEach(async () => {
    for (const stop of stops.toReversed()) await stop();
  });

  async function join(busId: string, clock = new ManualTime()): Promise<Bus> {
    const transport = createMemoryTransport(surroundings.hub);
    const bus = createBus({ transport, busId, clock, logger: silentLogger });
    stops.push(() => bus.stop());
    await bus.start();
    return bus;
  }

  /** A server with a disk of its own, and the endpoint of the rollout. */
  async function startNode(name: string) {
    const { store } = createSurroundings();
    const busId = `vernal-config:8888:${name}`;
    const server = await startServer({ ...surroundings, store }, { busId });
    stops.push(() => server.stop());
    const { knownKeys, held, pins, time } = server;
    const book = new RolloutBook();
    const turnOfOthers = () => Promise.resolve();
    const common = { book, knownKeys, clock: time };
    const view = new RolloutView({ ...common, turnOfOthers, lateAfterMs: LATE_AFTER_MS });
    const follower = new RolloutFollower({
      ...{ ...common, view, bus: await join(`${busId}-rollout`, time), timers: time },
      ...{ random: seededRandom(1), logger: silentLogger, forgetAfterMs: 86_400_000 },
    });
    await follower.start();
    stops.push(() => follower.stop());
    const parts = { knownKeys, held, pins, view, turnOfOthers, readers: () => [] };
    const rules = { allows: () => true, concerns: () => true };
    return { ...server, app: express().use(rolloutRoutes({ ...parts, rules })) };
  }

  /** Puts a commit in force as a push does; returns it with the event that announced it. */
  async function pushLimit(limit: string): Promise<{ commit: string; eventId: string }> {
    const told: ConfigState[] = [];
    const listener = await join(`listener:0:${limit}`);
    listener.onState(ORDERS, (state) => told.push(state));
    await settle();
    const commit = await surroundings.repository.push({ 'orders.yml': `limit: ${limit}\n` });
    await servers[0]?.sweep.runNow();
    await settle();
    return { commit, eventId: told.at(-1)?.eventId ?? '' };
  }

  async function acknowledge(
    instance: string,
    said: Pick<Acknowledgement, 'commit' | 'outcome' | 'at'> & Partial<Acknowledgement>,
  ): Promise<void> {
    const bus = await join(`orders:8080:${instance}`);
    const { application, profiles } = ORDERS;
    const by = { busId: bus.busId, application, profiles, label: '', instanceId: instance };
    await bus.acknowledge({ eventId: '', ...by, ...said });
    await settle();
  }

  /** Spring's own, of a service that runs with the profile `prod`. */
  async function javaAcknowledge(instance: string, eventId: string): Promise<void> {
    const bus = await join(`orders:prod:8080:${instance}`);
    const refresh = createRefreshEvent(
      { id: eventId, timestamp: 1, originService: 'vernal-config:8888:one' },
      'orders:**',
    );
    const stamp = { id: `ack-${instance}`, timestamp: 7, originService: bus.busId };
    await bus.publishEvent(createAckEvent(stamp, refresh));
    await settle();
  }

  async function passMs(ms: number): Promise<void> {
    for (const { time } of servers) await time.advance(ms);
    await settle();
  }

  /** What every server answers, which is the same. */
  async function instances(): Promise<readonly Row[]> {
    const answers: { readonly instances: readonly Row[] }[] = [];
    for (const { app } of servers) {
      const { body } = await request(app).get('/actuator/vernal/rollout?application=orders');
      answers.push(body);
    }
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    return answers[0]?.instances ?? [];
  }
  const shown = async (...members: readonly string[]) =>
    (await instances()).map((row) => members.map((member) => row[member]));

  it('tells who runs which commit, since when, who refused it and why, and who is late', async () => {
    for (const instance of ['applies', 'refuses', 'sleeps']) {
      await acknowledge(instance, { commit: first, outcome: 'applied', at: 2 });
    }
    const { commit, eventId } = await pushLimit('x');
    await acknowledge('applies', { eventId, commit, outcome: 'applied', at: 5 });
    const running = { commit: first, since: 2 };
    const refusal = { eventId, commit, problem: REFUSAL, running };
    await acknowledge('refuses', { ...refusal, outcome: 'refused', at: 6 });
    const members = ['instanceId', 'state', 'commit', 'since', 'announced', 'problem'];
    assert.deepEqual(await shown(...members), [
      ['applies', 'current', commit, 5, commit, undefined],
      ['refuses', 'refused', first, 2, commit, REFUSAL],
      ['sleeps', 'pending', first, 2, commit, undefined],
    ]);
    await passMs(LATE_AFTER_MS);
    assert.deepEqual(await shown('instanceId', 'state'), [
      ['applies', 'current'],
      ['refuses', 'refused'],
      ['sleeps', 'late'],
    ]);
  });

  it('shows one that can not get the commit as late with the reason, until it has it', async () => {
    const { commit, eventId } = await pushLimit('2');
    const running = { commit: first, since: 2 };
    const failure = { eventId, commit, problem: 'no answer', running };
    await acknowledge('fails', { ...failure, outcome: 'failed', at: 6 });
    assert.deepEqual(await shown('state', 'commit', 'problem'), [['pending', first, 'no answer']]);
    await passMs(LATE_AFTER_MS);
    assert.deepEqual(await shown('state', 'commit', 'problem'), [['late', first, 'no answer']]);
    await acknowledge('fails', { eventId, commit, outcome: 'applied', at: 9 });
    assert.deepEqual(await shown('state', 'commit', 'since', 'problem'), [
      ['current', commit, 9, undefined],
    ]);
  });

  it('knows of Java services what they acknowledge, and that one is late which ceased to', async () => {
    const { commit, eventId } = await pushLimit('2');
    await javaAcknowledge('j1', eventId);
    await javaAcknowledge('j2', eventId);
    const members = ['busId', 'state', 'outcome', 'commit', 'since'];
    assert.deepEqual(await shown(...members), [
      ['orders:prod:8080:j1', 'current', 'acknowledged', commit, 7],
      ['orders:prod:8080:j2', 'current', 'acknowledged', commit, 7],
    ]);
    const next = await pushLimit('3');
    await javaAcknowledge('j1', next.eventId);
    await passMs(LATE_AFTER_MS);
    assert.deepEqual(await shown('busId', 'state', 'commit', 'announced'), [
      ['orders:prod:8080:j1', 'current', next.commit, next.commit],
      ['orders:prod:8080:j2', 'late', commit, next.commit],
    ]);
  });

  it('does not take a Java service for late when somebody asks for another profile', async () => {
    const { eventId } = await pushLimit('2');
    await javaAcknowledge('j1', eventId);
    await surroundings.repository.push({ 'orders.yml': 'limit: 2\n', 'other.yml': 'a: 1\n' });
    await servers[0]?.get('orders', 'test');
    await passMs(LATE_AFTER_MS);
    assert.deepEqual(await shown('busId', 'state'), [['orders:prod:8080:j1', 'current']]);
  });

  it('takes no one for late who runs with what later commits did not change', async () => {
    const { commit, eventId } = await pushLimit('2');
    await acknowledge('applies', { eventId, commit, outcome: 'applied', at: 5 });
    await surroundings.repository.push({ 'orders.yml': 'limit: 2\n', 'other.yml': 'a: 1\n' });
    await servers[0]?.sweep.runNow();
    await passMs(LATE_AFTER_MS);
    assert.deepEqual(await shown('state', 'commit', 'announced'), [['current', commit, commit]]);
  });

  it('leaves out an instance that took its word back, and one that never said a word', async () => {
    await acknowledge('leaves', { commit: first, outcome: 'applied', at: 2 });
    const bus = await join('orders:8080:leaves');
    await bus.withdrawAcknowledgement('orders');
    await settle();
    assert.deepEqual(await instances(), []);
  });

  it('is the same on a server that is started last, with an empty disk', async () => {
    const { commit, eventId } = await pushLimit('2');
    await acknowledge('applies', { eventId, commit, outcome: 'applied', at: 5 });
    await javaAcknowledge('j1', eventId);
    servers.push(await startNode('four'));
    await settle();
    assert.deepEqual(await shown('state', 'commit'), [
      ['current', commit],
      ['current', commit],
    ]);
  });
});

import assert from 'node:assert/strict';
import { RecordingLogger, settle } from '@vernal/core/testing';
import { Acquaintances } from '../../src/domain/verification/acquaintances.ts';
import type { InstanceProbe, ProbeAnswer } from '../../src/ports/instance-probe.ts';
import { Interviews } from '../../src/preservation/interviews.ts';
import { introduceStrangers } from '../../src/preservation/introductions.ts';
import { keepAcquaintances } from '../../src/preservation/keep-acquaintances.ts';
import { VerifiedEviction } from '../../src/preservation/verified-eviction.ts';
import { CLIENT, createRegistry, PRESERVING } from '../domain/registry-fixture.ts';
import { leaseOf, sampleInstance } from '../sample-instance.ts';

const ALIVE: ProbeAnswer = { kind: 'answered', status: 503 };
const RULES = {
  evictionIntervalMs: 60_000,
  verifyConcurrency: 2,
  verifyRemovalShare: 0.15,
  verifyPatienceMs: 180_000,
};

/** A registry that asks, and a network that answers as a test says. */
async function createVerified() {
  const { registry, time } = createRegistry({
    selfPreservation: {
      enabled: true,
      renewalPercentThreshold: 0.85,
      expectedRenewalIntervalMs: 30_000,
      mode: 'verified',
    },
  });
  const network = new FakeNetwork();
  const acquaintances = new Acquaintances();
  await keepAcquaintances(acquaintances, registry).start();
  const interviews = new Interviews(network, acquaintances);
  const logger = new RecordingLogger();
  const ground = { registry, acquaintances, interviews, clock: time, logger };
  const eviction = new VerifiedEviction(RULES, ground);
  const reasons: (string | undefined)[] = [];
  registry.onChange(({ kind, cause }) => kind === 'evicted' && reasons.push(cause.reason));
  const launch = (instanceId: string, ipAddr: string, changes = {}) =>
    registry.register(sampleInstance({ instanceId, ipAddr, ...leaseOf(10), ...changes }), CLIENT);
  return {
    ...{ registry, time, network, logger, eviction, interviews, reasons, launch },
    introduce: () => introduceStrangers({ ...ground, concurrency: 2 }),
    run: async (afterMs = 60_000) => {
      await time.advance(afterMs);
      await eviction.run();
    },
  };
}

class FakeNetwork implements InstanceProbe {
  answer: ProbeAnswer = ALIVE;
  readonly asked: string[] = [];
  mostAtOnce = 0;
  /** How often one was asked while it was being asked. */
  overlaps = 0;
  readonly #underWay = new Set<string>();

  async ask(url: URL): Promise<ProbeAnswer> {
    this.asked.push(url.host);
    if (this.#underWay.has(url.host)) this.overlaps += 1;
    this.#underWay.add(url.host);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay.size);
    await settle();
    this.#underWay.delete(url.host);
    return this.answer;
  }
}

describe('eviction that asks first', () => {
  it('keeps who answers, extends the lease, and says so once', async () => {
    const { registry, eviction, run, launch, logger, network } = await createVerified();
    launch('n1', '10.0.0.1');
    await run();
    assert.equal(registry.table.size, 1);
    assert.equal(eviction.counts().answered, 1);
    await run(5_000);
    assert.deepEqual(network.asked, ['10.0.0.1:8080'], 'asked again before the lease ended');
    await run(60_000);
    assert.equal(network.asked.length, 2);
    const lines = logger.lines.filter(({ message }) => message.startsWith('instance kept'));
    assert.equal(lines.length, 1);
    assert.equal(lines[0]?.fields['address'], '10.0.0.1:8080');
  });

  it('forgets why it kept one that renews again', async () => {
    const { registry, eviction, run, launch } = await createVerified();
    launch('n1', '10.0.0.1');
    await run();
    registry.renew('ORDERS', 'n1', { origin: 'client' });
    assert.deepEqual(eviction.counts(), { answered: 0, silent: 0, unproven: 0, capped: 0 });
  });

  it('ends who answered once and is refused now, with the reason', async () => {
    const { introduce, run, launch, network, reasons } = await createVerified();
    launch('n1', '10.0.0.1');
    await introduce();
    network.answer = { kind: 'refused' };
    await run();
    assert.deepEqual(reasons, ['did not answer at 10.0.0.1:8080, 60 s after its last renewal']);
  });

  it('takes silence for nothing of who never answered', async () => {
    const { registry, eviction, introduce, run, launch, network } = await createVerified();
    network.answer = { kind: 'silent' };
    launch('n1', '10.0.0.1');
    for (let n = 0; n < 8; n++) await introduce();
    assert.equal(network.asked.length, 5, 'a stranger is asked five times at most');
    for (let n = 0; n < 10; n++) await run();
    assert.equal(registry.table.size, 1);
    assert.equal(eviction.counts().unproven, 1);
  });

  it('does not ask where it must not, and takes that for nothing', async () => {
    const { registry, eviction, run, launch, network } = await createVerified();
    network.answer = { kind: 'not-allowed', problem: 'never' };
    launch('n1', '169.254.169.254');
    await run();
    assert.equal(registry.table.size, 1);
    assert.equal(eviction.counts().unproven, 1);
  });

  it('ends one whose address another has taken, without asking', async () => {
    const { registry, introduce, run, time, launch, network, reasons } = await createVerified();
    launch('n1', '10.0.0.1');
    await introduce();
    await time.advance(20_000);
    launch('n2', '10.0.0.1', { app: 'BILLING', ...leaseOf(90) });
    await time.advance(10_000);
    registry.renew('BILLING', 'n2', { origin: 'client' });
    await run(30_000);
    assert.deepEqual(reasons, ['BILLING/n2 has come up at its address 10.0.0.1:8080']);
    assert.equal(network.asked.length, 1);
  });

  it('takes at most a share of an application in one minute', async () => {
    const { registry, eviction, introduce, run, launch, network } = await createVerified();
    for (let n = 0; n < 20; n++) launch(`n${n}`, `10.0.0.${n}`);
    await introduce();
    network.answer = { kind: 'refused' };
    await run();
    assert.equal(registry.table.size, 17);
    assert.equal(eviction.counts().capped, 17);
    await run();
    assert.equal(registry.table.size, 15);
  });

  it('asks no more at once than allowed, and nobody twice at the same time', async () => {
    const { eviction, introduce, time, launch, network } = await createVerified();
    for (let n = 0; n < 20; n++) launch(`n${n}`, `10.0.0.${n}`);
    await time.advance(60_000);
    network.answer = { kind: 'silent' };
    await Promise.all([eviction.run(), introduce()]);
    assert.ok(network.mostAtOnce <= 4, String(network.mostAtOnce));
    assert.equal(network.overlaps, 0);
  });

  it('spares one that renewed while it was asked', async () => {
    const { registry, eviction, introduce, time, launch, network } = await createVerified();
    launch('n1', '10.0.0.1');
    await introduce();
    network.answer = { kind: 'refused' };
    await time.advance(60_000);
    const running = eviction.run();
    registry.renew('ORDERS', 'n1', { origin: 'client' });
    await running;
    assert.equal(registry.table.size, 1);
  });

  it('decides nothing more once the registry stops', async () => {
    const { registry, eviction, interviews, introduce, time, launch, network } =
      await createVerified();
    launch('n1', '10.0.0.1');
    await introduce();
    network.answer = { kind: 'refused' };
    await time.advance(60_000);
    const running = eviction.run();
    await interviews.stop();
    await running;
    assert.equal(registry.table.size, 1);
  });

  it('finds an expired instance one by one until it goes, and ends an unconfirmed one unasked', async () => {
    const { registry, run, time, launch, network } = await createVerified();
    launch('n1', '10.0.0.1');
    registry.restore([sampleInstance({ instanceId: 'n2', ...leaseOf(10) })], 3_600_000);
    await time.advance(59_000);
    assert.ok(registry.findVisible('ORDERS', 'n1'));
    await run(1_000);
    assert.equal(registry.table.find('ORDERS', 'n2'), undefined);
    assert.deepEqual(network.asked, ['10.0.0.1:8080']);
  });
});

describe('eviction by the arithmetic', () => {
  it('ends what nobody confirmed since a restart, though it is suspended', async () => {
    const { registry, eviction, time } = createRegistry(PRESERVING);
    registry.register(sampleInstance({ instanceId: 'n1', ...leaseOf(10) }), CLIENT);
    registry.restore([sampleInstance({ instanceId: 'n2', ...leaseOf(10) })], 3_600_000);
    await time.advance(60_000);
    assert.equal(eviction.run(), 1);
    assert.equal(registry.table.find('ORDERS', 'n2'), undefined);
    assert.ok(registry.table.find('ORDERS', 'n1'));
  });
});

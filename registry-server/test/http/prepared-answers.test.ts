import assert from 'node:assert/strict';
import {
  type Applications,
  appsHashCode,
  decodeApplications,
  fullJson,
  INSTANCE_STATUSES,
  type InstanceStatus,
} from '@vernal/protocol/eureka';
import fc from 'fast-check';
import type { Eviction } from '../../src/domain/eviction.ts';
import type { Registry } from '../../src/domain/registry.ts';
import { PreparedAnswers } from '../../src/http/prepared-answers.ts';
import type { PreparedBody } from '../../src/http/prepared-body.ts';
import { CLIENT, createRegistry } from '../domain/registry-fixture.ts';
import { leaseOf, sampleInstance } from '../sample-instance.ts';

async function decoded(body: PreparedBody | Promise<PreparedBody>): Promise<Applications> {
  const parts = await (await body).plain();
  const applications = decodeApplications(Buffer.concat(parts).toString());
  assert.ok(applications.ok);
  return applications.value;
}

/** What a client knows that applies every delta as Java's does (eureka-protocol 3.4). */
class DeltaClient {
  readonly known = new Map<string, string>();

  apply({ applications }: Applications): void {
    for (const { instances } of applications) {
      for (const { app, instanceId, status, actionType } of instances) {
        if (actionType === 'DELETED') this.known.delete(`${app}/${instanceId}`);
        else this.known.set(`${app}/${instanceId}`, status);
      }
    }
  }
}

function statusesOf({ applications }: Applications): Map<string, InstanceStatus> {
  return new Map(
    applications.flatMap(({ name, instances }) =>
      instances.map(({ instanceId, status }) => [`${name}/${instanceId}`, status] as const),
    ),
  );
}

type Command = (registry: Registry, eviction: Eviction) => void;

const app = fc.constantFrom('ORDERS', 'BILLING');
const instanceId = fc.constantFrom('n1', 'n2', 'n3');
const status = fc.constantFrom(...INSTANCE_STATUSES);

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ app, instanceId, status }).map((changes): Command => {
    return (registry) => registry.register(sampleInstance({ ...leaseOf(5), ...changes }), CLIENT);
  }),
  fc.tuple(app, instanceId).map(
    ([name, id]): Command =>
      (registry) =>
        registry.cancel(name, id, CLIENT),
  ),
  fc.tuple(app, instanceId).map(([name, id]): Command => {
    return (registry) => registry.renew(name, id, { origin: 'client' });
  }),
  fc.tuple(app, instanceId, status).map(([name, id, put]): Command => {
    return (registry) => registry.overrideStatus(name, id, { status: put, cause: CLIENT });
  }),
  fc.tuple(app, instanceId, status).map(([name, id, put]): Command => {
    return (registry) => registry.removeOverride(name, id, { status: put, cause: CLIENT });
  }),
  fc.constant<Command>((_registry, eviction) => eviction.run()),
);

describe('prepared answers', () => {
  it('lead a client that applies deltas to the full list, whatever happens [eureka 77, 82]', async () => {
    const step = fc.record({ command, waitMs: fc.constantFrom(0, 1_000, 20_000) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { registry, eviction, time } = createRegistry();
        const answers = new PreparedAnswers(registry, fullJson, time);
        const client = new DeltaClient();
        for (const { command: run, waitMs } of steps) {
          await time.advance(waitMs);
          run(registry, eviction);
          client.apply(await decoded(answers.delta()));
        }
        const full = await decoded(answers.full());
        assert.deepEqual(client.known, statusesOf(full));
        const hashCode = appsHashCode([...statusesOf(full).values()]);
        assert.equal(full.appsHashCode, hashCode);
        assert.equal((await decoded(answers.delta())).appsHashCode, hashCode);
      }),
      { numRuns: 50 },
    );
  });

  it('are the same bytes until something changes', async () => {
    const { registry, time } = createRegistry();
    const answers = new PreparedAnswers(registry, fullJson, time);
    registry.register(sampleInstance(), CLIENT);
    const [full, delta] = await Promise.all([answers.full(), answers.delta()]);
    const one = answers.application('ORDERS');
    registry.renew('ORDERS', 'n1', { origin: 'client' });
    assert.equal(await answers.full(), full);
    assert.equal(await answers.delta(), delta);
    assert.equal(answers.application('ORDERS'), one);
    registry.register(sampleInstance({ app: 'BILLING' }), CLIENT);
    assert.notEqual(await answers.full(), full);
    assert.notEqual(await answers.delta(), delta);
    assert.equal(answers.application('ORDERS'), one, 'another application is not touched');
  });

  it('know no application without instances [eureka 68]', async () => {
    const { registry, time } = createRegistry();
    const answers = new PreparedAnswers(registry, fullJson, time);
    registry.register(sampleInstance(), CLIENT);
    registry.cancel('ORDERS', 'n1', CLIENT);
    assert.equal(answers.application('ORDERS'), undefined);
    assert.deepEqual((await decoded(answers.full())).applications, []);
  });

  it('are compressed once for all who ask', async () => {
    const { registry, time } = createRegistry();
    const answers = new PreparedAnswers(registry, fullJson, time);
    const [first, second] = await Promise.all([answers.full(), answers.full()]);
    assert.equal(first, second);
    assert.equal(first.gzipped(), (await answers.full()).gzipped());
  });
});

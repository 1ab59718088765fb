import assert from 'node:assert/strict';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import { RegistryReader } from '../../src/discovery/registry-reader.ts';
import { AWAY, FakeExchange } from '../fakes/fake-exchange.ts';
import { applications, instanceInfo } from '../fakes/instances.ts';

const one = instanceInfo('catalog', 1);
const two = instanceInfo('catalog', 2);

function serve(exchange: FakeExchange, infos: readonly InstanceInfo[]): void {
  exchange.onFetchAll = () => ({ kind: 'ok', value: applications(infos) });
}

function change(
  exchange: FakeExchange,
  changed: readonly InstanceInfo[],
  registry: readonly InstanceInfo[],
): void {
  exchange.onFetchDelta = () => ({ kind: 'ok', value: applications(changed, registry) });
}

async function idsOf(reader: RegistryReader): Promise<string[]> {
  const outcome = await reader.read();
  assert.ok(outcome.kind === 'ok', outcome.kind);
  return [...outcome.copy.values()].map(({ instanceId }) => instanceId);
}

describe('registry reader', () => {
  let exchange: FakeExchange;
  let reader: RegistryReader;

  beforeEach(async () => {
    exchange = new FakeExchange();
    reader = new RegistryReader(exchange);
    serve(exchange, [one]);
    await reader.read();
  });

  it('fetches everything first, then what changed', async () => {
    change(exchange, [{ ...two, actionType: 'ADDED' }], [one, two]);
    assert.deepEqual(await idsOf(reader), [one.instanceId, two.instanceId]);
    assert.deepEqual(exchange.calls, ['fetchAll', 'fetchDelta']);
  });

  it('removes the instance that was deleted and no other [client-sdk 47]', async () => {
    serve(exchange, [one, two]);
    const fresh = new RegistryReader(exchange);
    await fresh.read();
    change(exchange, [{ ...one, actionType: 'DELETED' }], [two]);
    assert.deepEqual(await idsOf(fresh), [two.instanceId]);
  });

  it('ignores an action that it does not know', async () => {
    const { actionType: _, ...plain } = two;
    change(exchange, [plain], [one]);
    assert.deepEqual(await idsOf(reader), [one.instanceId]);
  });

  it('fetches everything exactly once when the hash code differs [client-sdk 46]', async () => {
    change(exchange, [], [one, two]);
    serve(exchange, [one, two]);
    assert.deepEqual(await idsOf(reader), [one.instanceId, two.instanceId]);
    assert.deepEqual(exchange.calls, ['fetchAll', 'fetchDelta', 'fetchAll']);
  });

  it('fetches everything from a server without deltas', async () => {
    exchange.onFetchDelta = () => ({ kind: 'absent' });
    assert.deepEqual(await idsOf(reader), [one.instanceId]);
  });

  it('takes an empty answer only when a second fetch confirms it [client-sdk 51]', async () => {
    change(exchange, [], []);
    serve(exchange, []);
    assert.equal((await reader.read()).kind, 'doubtful');
    assert.deepEqual(await idsOf(reader), []);
  });

  it('forgets an empty answer that was not confirmed [client-sdk 51]', async () => {
    change(exchange, [], []);
    serve(exchange, []);
    assert.equal((await reader.read()).kind, 'doubtful');
    serve(exchange, [one]);
    assert.deepEqual(await idsOf(reader), [one.instanceId]);
    serve(exchange, []);
    assert.equal((await reader.read()).kind, 'doubtful');
  });

  it('says why the registry could not be read', async () => {
    exchange.onFetchDelta = () => AWAY;
    assert.deepEqual(await reader.read(), { kind: 'unavailable', problem: AWAY.problem });
  });
});

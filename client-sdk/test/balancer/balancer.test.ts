import assert from 'node:assert/strict';
import { type Balancer, createBalancer } from '../../src/balancer/balancer.ts';
import type { CallOptions } from '../../src/balancer/retry-budget.ts';
import type { Instance } from '../../src/discovery/instance.ts';
import { instances } from '../fakes/instances.ts';
import { manualRuntime } from '../fakes/manual-runtime.ts';

const refused = () => Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
const reset = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' });

function balancerOf(list: readonly Instance[]): Balancer {
  return createBalancer({ instances: () => list }, manualRuntime());
}

/** Calls that fail as `fail` says; the ports that were tried. */
async function portsTried(
  balancer: Balancer,
  fail: (port: number) => Error | undefined,
  options?: CallOptions,
): Promise<number[]> {
  const ports: number[] = [];
  await balancer
    .execute(
      'catalog',
      async ({ port }) => {
        ports.push(port);
        const error = fail(port);
        if (error !== undefined) throw error;
      },
      options,
    )
    .catch(() => ports.push(0));
  return ports;
}

describe('balancer', () => {
  it('alternates between two instances [client-sdk 1]', () => {
    const balancer = balancerOf(instances(1, 2));
    const [first, second, third] = [1, 2, 3].map(() => balancer.pick('catalog')?.port);
    assert.notEqual(first, second);
    assert.equal(first, third);
    assert.notEqual(balancer.pick('Catalog')?.port, third, 'names differ in case only');
  });

  it('rejects with NO_INSTANCE when none is up [client-sdk 15]', async () => {
    const balancer = balancerOf([]);
    assert.equal(balancer.pick('catalog'), undefined);
    await assert.rejects(
      balancer.execute('catalog', () => Promise.resolve(1)),
      { code: 'NO_INSTANCE', message: /catalog/ },
    );
  });

  it('tries a second instance for an idempotent call, two attempts in all [client-sdk 21]', async () => {
    const ports = await portsTried(balancerOf(instances(1, 2, 3)), reset, { idempotent: true });
    assert.equal(ports.length, 3);
    assert.equal(ports.at(-1), 0);
    assert.notEqual(ports[0], ports[1]);
  });

  it('tries a a b b with one retry each [client-sdk 22]', async () => {
    const options = { idempotent: true, retry: { same: 1, next: 1 } };
    const [a, a2, b, b2, end] = await portsTried(balancerOf(instances(1, 2)), reset, options);
    assert.deepEqual([a, b, end], [a2, b2, 0]);
    assert.notEqual(a, b);
  });

  it('does not repeat a call that may have been carried out [client-sdk 23]', async () => {
    assert.equal((await portsTried(balancerOf(instances(1, 2)), reset)).length, 2);
  });

  it('goes on to an instance that answers when others refuse, whatever the call', async () => {
    const fail = (port: number) => (port === 3 ? undefined : refused());
    const ports = await portsTried(balancerOf(instances(1, 2, 3, 4)), fail);
    assert.equal(ports.at(-1), 3);
    assert.equal(new Set(ports).size, ports.length);
  });

  it('tries each instance once when all refuse, and throws the last failure', async () => {
    const balancer = balancerOf(instances(1, 2, 3));
    assert.deepEqual((await portsTried(balancer, refused)).sort(), [0, 1, 2, 3]);
    await assert.rejects(
      balancer.execute('catalog', () => Promise.reject(refused())),
      { code: 'ECONNREFUSED' },
    );
  });

  it('tries the only instance again when a connection to it broke [client-sdk 13]', async () => {
    let failures = 1;
    const fail = () => (failures-- > 0 ? reset() : undefined);
    const ports = await portsTried(balancerOf(instances(1)), fail, { idempotent: true });
    assert.deepEqual(ports, [1, 1]);
  });

  it('leaves the failures of the caller to the caller', async () => {
    const mine = () => new Error('mine');
    const ports = await portsTried(balancerOf(instances(1, 2)), mine, { idempotent: true });
    assert.equal(ports.length, 2);
  });

  it('stops trying when the call was aborted [client-sdk 27]', async () => {
    const options = { idempotent: true, signal: AbortSignal.abort() };
    assert.equal((await portsTried(balancerOf(instances(1, 2)), refused, options)).length, 2);
  });

  it('stops picking an instance that refused three times [client-sdk 18]', async () => {
    const balancer = balancerOf(instances(1, 2));
    const fail = (port: number) => (port === 1 ? refused() : undefined);
    for (let call = 0; call < 6; call += 1) await portsTried(balancer, fail);
    const picked = Array.from({ length: 4 }, () => balancer.pick('catalog')?.port);
    assert.deepEqual(picked, [2, 2, 2, 2]);
  });
});

import assert from 'node:assert/strict';
import { settle } from '@vernal/core/testing';
import type { ClientEvents } from '../../src/events/client-events.ts';
import { createRegistration } from '../../src/registration/registration.ts';
import { AWAY, FakeExchange } from '../fakes/fake-exchange.ts';
import { manualRuntime } from '../fakes/manual-runtime.ts';

const registrant = {
  app: 'orders',
  machine: { hostName: 'box', ipAddr: '10.0.0.5' },
  lease: { renewalIntervalSeconds: 30, durationSeconds: 90 },
};

function setUp() {
  const exchange = new FakeExchange();
  const runtime = manualRuntime();
  const events: (keyof ClientEvents)[] = [];
  const registration = createRegistration(
    { registrant, exchange, emit: (name) => events.push(name) },
    runtime,
  );
  return { exchange, registration, events, ...runtime };
}

describe('registration', () => {
  it('sends nothing before register, then the port that listens [client-sdk 36]', async () => {
    const { exchange, registration, time } = setUp();
    await time.advance(100_000);
    assert.deepEqual(exchange.calls, []);
    assert.equal(registration.instanceId, '');
    await registration.register({ port: 4711 });
    assert.deepEqual(exchange.calls, ['register UP 4711']);
    assert.equal(registration.instanceId, 'box:orders:4711');
    assert.equal(registration.registered, true);
  });

  it('renews about every 30 s', async () => {
    const { exchange, registration, time } = setUp();
    await registration.register({ port: 1 });
    await time.advance(26_900);
    assert.equal(exchange.calls.length, 1);
    await time.advance(33_000 * 3 - 26_900);
    assert.deepEqual(exchange.calls, ['register UP 1', 'renew', 'renew', 'renew']);
  });

  it('registers exactly once more when the registry forgot it [client-sdk 39]', async () => {
    const { exchange, registration, events, time } = setUp();
    await registration.register({ port: 1 });
    exchange.onRenew = () => ({ kind: 'unknown-instance' });
    await time.advance(33_000);
    exchange.onRenew = () => ({ kind: 'ok', value: undefined });
    assert.deepEqual(exchange.calls, ['register UP 1', 'renew', 'register UP 1']);
    assert.deepEqual(events.slice(1), ['registration:lost', 'registration:registered']);
    await time.advance(33_000);
    assert.equal(exchange.calls.at(-1), 'renew');
  });

  it('never has two beats under way [client-sdk 44]', async () => {
    const { exchange, registration, time } = setUp();
    await registration.register({ port: 1 });
    exchange.onRenew = () => new Promise(() => undefined);
    await time.advance(200_000);
    assert.deepEqual(exchange.calls, ['register UP 1', 'renew']);
  });

  it('keeps trying while the registry is down at the start, and says so once [client-sdk 42, 89]', async () => {
    const { exchange, registration, events, logger, time } = setUp();
    exchange.onRegister = () => AWAY;
    await registration.register({ port: 1 });
    await time.advance(60_000);
    assert.equal(registration.registered, false);
    assert.equal(registration.problem, 'connection refused');
    assert.ok(exchange.calls.length > 20);
    exchange.onRegister = () => ({ kind: 'ok', value: undefined });
    await time.advance(2_000);
    assert.equal(registration.registered, true);
    assert.deepEqual(events, ['server:unavailable', 'registration:registered', 'server:available']);
    assert.deepEqual(
      logger.lines.map(({ level }) => level),
      ['warn', 'info'],
    );
  });

  it('tells the last of several statuses at once [client-sdk 45]', async () => {
    const { exchange, registration } = setUp();
    await registration.register({ port: 1 });
    const told = [
      registration.setStatus('DOWN'),
      registration.setStatus('OUT_OF_SERVICE'),
      registration.setStatus('UP'),
      registration.setStatus('OUT_OF_SERVICE'),
    ];
    await Promise.all(told);
    assert.equal(exchange.calls.at(-1), 'register OUT_OF_SERVICE 1');
    assert.ok(exchange.calls.length <= 3);
  });

  it('sends DELETE after every pending call and nothing after it [client-sdk 54]', async () => {
    const { exchange, registration, time } = setUp();
    await registration.register({ port: 1 });
    let answer: () => void = () => undefined;
    exchange.onRegister = () =>
      new Promise((resolve) => {
        answer = () => resolve({ kind: 'ok', value: undefined });
      });
    const pending = registration.setStatus('DOWN');
    const gone = registration.deregister();
    await settle();
    assert.equal(exchange.calls.at(-1), 'register DOWN 1');
    answer();
    await Promise.all([pending, gone]);
    await time.advance(100_000);
    assert.deepEqual(exchange.calls, ['register UP 1', 'register DOWN 1', 'cancel']);
    assert.equal(time.pending, 0);
    await registration.deregister();
    assert.equal(exchange.calls.length, 3);
  });

  it('registers nothing once it was stopped', async () => {
    const { exchange, registration, time } = setUp();
    await registration.stop();
    await registration.register({ port: 1 });
    await time.advance(100_000);
    assert.deepEqual(exchange.calls, []);
    assert.equal(registration.registered, false);
  });
});

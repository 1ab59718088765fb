import assert from 'node:assert/strict';
import { ManualTime } from '@vernal/core/testing';
import type { InstanceStatus } from '@vernal/protocol/eureka';
import { StatusOverrides } from '../../src/domain/status-overrides.ts';
import { sampleInstance } from '../sample-instance.ts';
import { CLIENT, createRegistry, PEER } from './registry-fixture.ts';

function overridden() {
  const fixture = createRegistry();
  const { registry } = fixture;
  const register = (status: InstanceStatus) =>
    registry.register(sampleInstance({ status }), CLIENT);
  register('UP');
  registry.overrideStatus('ORDERS', 'n1', { status: 'OUT_OF_SERVICE', cause: CLIENT });
  const status = () => registry.findVisible('ORDERS', 'n1')?.instance.status;
  return { ...fixture, register, status };
}

describe('a status override', () => {
  it('shows in both status members and as MODIFIED [eureka 57, 78]', () => {
    const { registry, told } = overridden();
    const instance = registry.findVisible('ORDERS', 'n1')?.instance;
    assert.equal(instance?.status, 'OUT_OF_SERVICE');
    assert.equal(instance.overriddenStatus, 'OUT_OF_SERVICE');
    assert.equal(instance.actionType, 'MODIFIED');
    assert.deepEqual(told, ['registered', 'status-changed']);
  });

  it('outlives a registration with UP [eureka 58]', () => {
    const { register, status } = overridden();
    register('UP');
    assert.equal(status(), 'OUT_OF_SERVICE');
  });

  it('yields to DOWN, and is back with UP [eureka 59]', () => {
    const { register, status } = overridden();
    register('DOWN');
    assert.equal(status(), 'DOWN');
    register('UP');
    assert.equal(status(), 'OUT_OF_SERVICE');
  });

  it('is not stored when the status is the same already [eureka 60]', () => {
    const { registry } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    assert.equal(registry.overrideStatus('ORDERS', 'n1', { status: 'UP', cause: CLIENT }), 'done');
    const instance = registry.findVisible('ORDERS', 'n1')?.instance;
    assert.equal(instance?.overriddenStatus, 'UNKNOWN');
  });

  it('is refused for an instance that is not registered [eureka 62]', () => {
    const { registry } = createRegistry();
    assert.equal(
      registry.overrideStatus('ORDERS', 'n1', { status: 'DOWN', cause: CLIENT }),
      'unknown',
    );
    assert.equal(
      registry.removeOverride('ORDERS', 'n1', { status: 'UNKNOWN', cause: CLIENT }),
      'unknown',
    );
  });

  it('taken away leaves UNKNOWN until the client registers again [eureka 63]', () => {
    const { registry, register, status } = overridden();
    registry.removeOverride('ORDERS', 'n1', { status: 'UNKNOWN', cause: CLIENT });
    assert.equal(status(), 'UNKNOWN');
    assert.equal(registry.renew('ORDERS', 'n1', { origin: 'client' }).kind, 'unknown');
    register('UP');
    assert.equal(status(), 'UP');
  });

  it('taken away with a status puts that in force at once [eureka 64]', () => {
    const { registry, status } = overridden();
    registry.removeOverride('ORDERS', 'n1', { status: 'UP', cause: CLIENT });
    assert.equal(status(), 'UP');
    assert.equal(registry.renew('ORDERS', 'n1', { origin: 'client' }).kind, 'renewed');
  });

  it('that does not exist is taken away without any effect [eureka 65]', () => {
    const { registry, told } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    assert.equal(
      registry.removeOverride('ORDERS', 'n1', { status: 'DOWN', cause: CLIENT }),
      'done',
    );
    assert.equal(registry.findVisible('ORDERS', 'n1')?.instance.status, 'UP');
    assert.deepEqual(told, ['registered']);
  });

  it('ends with the instance [eureka 69]', () => {
    const { registry, register, status } = overridden();
    registry.cancel('ORDERS', 'n1', CLIENT);
    register('UP');
    assert.equal(status(), 'UP');
  });

  it('comes from a peer with a heartbeat that is newer', () => {
    const { registry } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    const heartbeat = { origin: 'peer', lastDirtyTimestamp: 2_000 } as const;
    registry.renew('ORDERS', 'n1', { ...heartbeat, overriddenStatus: 'OUT_OF_SERVICE' });
    registry.renew('ORDERS', 'n1', { origin: 'client' });
    assert.equal(registry.findVisible('ORDERS', 'n1')?.instance.status, 'OUT_OF_SERVICE');
  });

  it('is forgotten after an hour in which nobody looked at it', async () => {
    const time = new ManualTime();
    const overrides = new StatusOverrides(time);
    overrides.set('n1', 'DOWN');
    await time.advance(3_599_999);
    assert.equal(overrides.get('n1'), 'DOWN');
    await time.advance(3_600_000);
    assert.equal(overrides.get('n1'), undefined);
  });
});

describe('a client that reports OUT_OF_SERVICE', () => {
  it('is not believed while it was UP, as in Java', () => {
    const { registry } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    registry.register(sampleInstance({ status: 'OUT_OF_SERVICE' }), CLIENT);
    assert.equal(registry.findVisible('ORDERS', 'n1')?.instance.status, 'UP');
  });

  it('is believed when a peer says so', () => {
    const { registry } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    registry.register(sampleInstance({ status: 'OUT_OF_SERVICE' }), PEER);
    assert.equal(registry.findVisible('ORDERS', 'n1')?.instance.status, 'OUT_OF_SERVICE');
  });
});

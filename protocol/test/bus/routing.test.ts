import assert from 'node:assert/strict';
import {
  appliesToSender,
  createAckEvent,
  createEnvironmentChangeEvent,
  createRefreshEvent,
  type RemoteApplicationEvent,
  routeEvent,
} from '@vernal/protocol/bus';

const SELF = { busId: 'orders:8080:abc' };

function refresh(originService: string | null, destination = 'orders:**'): RemoteApplicationEvent {
  const stamp = { id: 'id', timestamp: 1, originService: '' };
  return { ...createRefreshEvent(stamp, destination), originService };
}

describe('routing of events', () => {
  it('delivers and acknowledges what others address to us', () => {
    const route = routeEvent(refresh('peer:1:x'), SELF, 'exact');
    assert.deepEqual(route, { deliver: true, acknowledge: true });
  });

  it('leaves alone what is for others', () => {
    const route = routeEvent(refresh('peer:1:x', 'billing:**'), SELF, 'exact');
    assert.deepEqual(route, { deliver: false, acknowledge: false });
  });

  it('acknowledges its own events without handling them [bus 23]', () => {
    for (const rule of ['exact', 'pattern'] as const) {
      const route = routeEvent(refresh(SELF.busId), SELF, rule);
      assert.deepEqual(route, { deliver: false, acknowledge: true });
    }
  });

  it('is not silenced by an origin that is a pattern, unless like Java [bus 24]', () => {
    assert.equal(routeEvent(refresh('**'), SELF, 'exact').deliver, true);
    assert.equal(routeEvent(refresh('**'), SELF, 'pattern').deliver, false);
    assert.equal(routeEvent(refresh('orders:**'), SELF, 'pattern').deliver, false);
  });

  it('takes one profile of ours for our origin, like Java [bus 24]', () => {
    const self = { busId: 'orders:dev,cloud:8080:abc' };
    assert.equal(routeEvent(refresh('orders:dev:8080:abc'), self, 'pattern').deliver, false);
    assert.equal(routeEvent(refresh('orders:dev:8080:abc'), self, 'exact').deliver, true);
  });

  it('ignores an event without origin, delivers one with an empty origin [bus 25]', () => {
    assert.deepEqual(routeEvent(refresh(null), SELF, 'exact'), {
      deliver: false,
      acknowledge: false,
    });
    assert.equal(routeEvent(refresh(''), SELF, 'exact').deliver, true);
  });

  it('never acknowledges an ack', () => {
    const stamp = { id: 'id', timestamp: 1, originService: 'peer:1:x' };
    const ack = createAckEvent(stamp, refresh('orders:8080:abc'));
    assert.deepEqual(routeEvent(ack, SELF, 'exact'), { deliver: false, acknowledge: false });
  });

  it('changes the environment of the sender only if addressed, unless like Java [bus 33]', () => {
    const stamp = { id: 'id', timestamp: 1, originService: SELF.busId };
    const change = createEnvironmentChangeEvent(stamp, 'billing:**', { a: 'b' });
    assert.equal(appliesToSender(change, SELF, 'addressed'), false);
    assert.equal(appliesToSender(change, SELF, 'spring'), true);
    assert.equal(appliesToSender(refresh(SELF.busId, 'billing:**'), SELF, 'spring'), false);
    assert.equal(appliesToSender(refresh(SELF.busId), SELF, 'addressed'), true);
  });
});

import assert from 'node:assert/strict';
import { useRegistry } from '../http/running-registry.ts';

const USERS = {
  'vernal.security.users[0].name': 'orders',
  'vernal.security.users[0].password': 'swordfish',
  'vernal.security.users[0].roles': 'service',
  'vernal.security.users[1].name': 'ann',
  'vernal.security.users[1].password': 'swordfish',
  'vernal.security.users[1].roles': 'operator',
  'vernal.security.users[2].name': 'peer',
  'vernal.security.users[2].password': 'swordfish',
  'vernal.security.users[2].roles': 'peer',
};
const INSTANCE = '/eureka/apps/ORDERS/n1';

describe('the audit log of the registry', () => {
  const registry = useRegistry(USERS);

  /** What stands in the log: who, what, on what. */
  function audited() {
    return registry.logger.lines
      .filter(({ fields }) => fields['event.category'] === 'audit')
      .map(({ fields }) => {
        assert.match(String(fields['client.ip']), /127\.0\.0\.1$/);
        return [fields['user.name'], fields['event.action'], fields['target']].join(' ');
      });
  }

  beforeEach(() => registry.register().auth('orders', 'swordfish').expect(204));

  it('has each status override that is set and taken away', async () => {
    await registry.put(`${INSTANCE}/status?value=OUT_OF_SERVICE`).auth('ann', 'swordfish');
    await registry.delete(`${INSTANCE}/status?value=UP`).auth('ann', 'swordfish');
    assert.deepEqual(audited(), [
      'ann override-status OUT_OF_SERVICE ORDERS/n1',
      'ann remove-override ORDERS/n1',
    ]);
  });

  it("has the cancel of somebody else's instance, not of one's own", async () => {
    await registry.delete(INSTANCE).auth('orders', 'swordfish').expect(200);
    assert.deepEqual(audited(), []);
    await registry.register().auth('orders', 'swordfish').expect(204);
    await registry.delete(INSTANCE).auth('ann', 'swordfish').expect(200);
    assert.deepEqual(audited(), ['ann cancel ORDERS/n1']);
  });

  it('has a cancel after a restart, when nobody knows any more who registered', async () => {
    await registry.stop();
    await registry.start();
    await registry.delete(INSTANCE).auth('ann', 'swordfish').expect(200);
    assert.deepEqual(audited(), ['ann cancel ORDERS/n1']);
  });

  it('has nothing of an override that a peer set and a renewal puts in force', async () => {
    await registry
      .put(`${INSTANCE}?lastDirtyTimestamp=2000&overriddenstatus=OUT_OF_SERVICE`)
      .set('x-netflix-discovery-replication', 'true')
      .auth('peer', 'swordfish');
    await registry.put(INSTANCE).auth('orders', 'swordfish').expect(200);
    const { body } = await registry.get(INSTANCE).auth('ann', 'swordfish').expect(200);
    assert.equal(body.instance.status, 'OUT_OF_SERVICE');
    assert.deepEqual(audited(), []);
  });

  it('has nothing of registrations and renewals', async () => {
    await registry.put(INSTANCE).auth('orders', 'swordfish').expect(200);
    assert.deepEqual(audited(), []);
  });
});

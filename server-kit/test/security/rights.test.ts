import assert from 'node:assert/strict';
import { hasAnyRole, hasRole, maySpeakFor, type Principal } from '@vernal/server-kit';
import { configuredRights, limitedToRoles } from '../../src/security/configured-rights.ts';

describe('rights', () => {
  it('are not limited without roles and applications', () => {
    const anybody: Principal = { name: 'ann' };
    assert.equal(hasRole(anybody, 'operator'), true);
    assert.equal(hasAnyRole(anybody, ['peer']), true);
    assert.equal(maySpeakFor(anybody, 'ORDERS'), true);
  });

  it('are those of the roles, and no others', () => {
    const service: Principal = { name: 'ann', roles: ['service'] };
    assert.equal(hasRole(service, 'service'), true);
    assert.equal(hasRole(service, 'operator'), false);
    assert.equal(hasAnyRole(service, ['peer', 'service']), true);
    assert.equal(hasAnyRole({ roles: [] }, ['reader']), false);
  });

  it('are for names in any case, exact or by prefix', () => {
    const bound = configuredRights('u', { roles: [], applications: ['orders', 'Billing*'] });
    assert.ok(bound.ok);
    const allowed = (name: string) => maySpeakFor(bound.value, name);
    assert.deepEqual(
      ['ORDERS', 'orders', 'ORDERS-2', 'BILLING', 'billing-eu', 'BILL', '', '*'].map(allowed),
      [true, true, false, true, true, false, false, false],
    );
  });

  it('need roles that exist; Spring may have others, which limit nothing here', () => {
    const wrong = configuredRights('vernal.security.users[0]', {
      roles: ['reader', 'operater'],
      applications: [],
    });
    assert.ok(!wrong.ok);
    assert.match(wrong.problem.problem, /^operater is none of reader, service, peer, operator/);
    assert.deepEqual(limitedToRoles(['ADMIN', 'USER']), {});
    assert.deepEqual(limitedToRoles(['ROLE_READER', 'ADMIN']), { roles: ['reader'] });
  });
});

import assert from 'node:assert/strict';
import { hasAnyRole, hasRole, mayRead, maySpeakFor, type Principal } from '@vernal/server-kit';
import { configuredRights, limitedToRoles } from '../../src/security/configured-rights.ts';
import { isLimited } from '../../src/security/rights.ts';
import { tokenRights } from '../../src/security/tokens/token-rights.ts';

const NONE = { roles: [], applications: [], reads: [] };

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
    const bound = configuredRights('u', { ...NONE, applications: ['orders', 'Billing*'] });
    assert.ok(bound.ok);
    const allowed = (name: string) => maySpeakFor(bound.value, name);
    assert.deepEqual(
      ['ORDERS', 'orders', 'ORDERS-2', 'BILLING', 'billing-eu', 'BILL', '', '*'].map(allowed),
      [true, true, false, true, true, false, false, false],
    );
  });

  it('need roles that exist; Spring may have others, which limit nothing here', () => {
    const wrong = configuredRights('vernal.security.users[0]', {
      ...NONE,
      roles: ['reader', 'operater'],
    });
    assert.ok(!wrong.ok);
    assert.match(wrong.problem.problem, /^operater is none of reader, service, peer, operator/);
    assert.deepEqual(limitedToRoles(['ADMIN', 'USER']), {});
    assert.deepEqual(limitedToRoles(['ROLE_READER', 'ADMIN']), { roles: ['reader'] });
  });

  it('to read are rules of application, profile and label; any one of them is enough', () => {
    const reads = ['orders*/prod/main', 'billing/dev', 'Shared', 'web/*/release/*'];
    const bound = configuredRights('u', { ...NONE, reads });
    assert.ok(bound.ok);
    assert.ok(isLimited(bound.value));
    const allowed = (place: string) => {
      const [application = '', profile = '', ...label] = place.split('/');
      return mayRead(bound.value, { application, profile, label: label.join('/') });
    };
    const yes = ['ORDERS-2/prod/main', 'billing/dev/x', 'shared/x/y', 'web/dev/release/1.2'];
    const no = ['orders/dev/main', 'orders/prod/dev', 'orders/PROD/main', 'billing/prod/main'];
    assert.deepEqual(yes.map(allowed), [true, true, true, true]);
    assert.deepEqual([...no, 'web/dev/main', 'other/x/y'].map(allowed), Array(6).fill(false));
  });

  it('to read are of the own applications only, and refused when they say nothing', () => {
    const bound = configuredRights('u', { ...NONE, applications: ['orders'], reads: ['*/dev'] });
    assert.ok(bound.ok);
    const allowed = (application: string) =>
      mayRead(bound.value, { application, profile: 'dev', label: 'main' });
    assert.deepEqual([allowed('orders'), allowed('billing')], [true, false]);
    for (const rule of ['', '/dev', 'orders//main', 'a*b', 'a b']) {
      const wrong = configuredRights('u', { ...NONE, reads: [rule] });
      assert.ok(!wrong.ok, rule);
      assert.equal(wrong.problem.property, 'u.reads');
    }
  });

  it('to read come with a token, too; a rule that is none allows nothing', () => {
    const place = { application: 'orders', profile: 'dev', label: 'main' };
    const allowed = (reads: unknown) => mayRead(tokenRights({ reads }, ['roles']), place);
    assert.deepEqual(
      [undefined, ['orders/dev'], 'x orders', ['orders/prod'], [], 7, ['orders//']].map(allowed),
      [true, true, true, false, false, false, false],
    );
  });
});

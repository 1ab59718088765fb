import assert from 'node:assert/strict';
import { Secret } from '@vernal/core';
import { ManualTime } from '@vernal/core/testing';
import bcrypt from 'bcrypt';
import { createAuthenticator, type User } from '../../src/security/authenticator.ts';
import { passwordRule } from '../../src/security/password.ts';

function user(name: string, password: string): User {
  const rule = passwordRule(new Secret(password));
  assert.ok(rule.ok);
  return { name, password: rule.value };
}

/** A user whose password is `right`, and how often it was compared. */
function countingUser() {
  const counted = { comparisons: 0 };
  const password = {
    slow: true,
    matches(given: string) {
      counted.comparisons += 1;
      return Promise.resolve(given === 'right');
    },
  };
  return { counted, user: { name: 'ann', password } };
}

describe('authentication', () => {
  it('accepts plain, {noop} and {bcrypt} passwords and nothing else', async () => {
    const hash = await bcrypt.hash('pw3', 4);
    const users = [user('a', 'pw1'), user('b', '{noop}pw2'), user('c', `{bcrypt}${hash}`)];
    const authenticator = createAuthenticator(users, new ManualTime());
    const login = async (name: string, password: string) =>
      (await authenticator.authenticate({ name, password }))?.name;
    assert.equal(await login('a', 'pw1'), 'a');
    assert.equal(await login('b', 'pw2'), 'b');
    assert.equal(await login('c', 'pw3'), 'c');
    assert.equal(await login('a', 'pw2'), undefined);
    assert.equal(await login('b', '{noop}pw2'), undefined);
    assert.equal(await login('c', hash), undefined);
    assert.equal(await login('nobody', 'pw1'), undefined);
  });

  it('names a kind of password that it does not know, not the password', () => {
    const rule = passwordRule(new Secret('{md5}c0ffee'));
    assert.deepEqual(rule, {
      ok: false,
      problem: '{md5} is not a known kind of password; use {noop} or {bcrypt}',
    });
  });

  it('refuses a hash that no password can match, without showing it', () => {
    const rule = passwordRule(new Secret('{bcrypt}c0ffee'));
    assert.deepEqual(rule, { ok: false, problem: 'is not a bcrypt hash' });
  });

  it('answers at once for credentials that were good within the last minute', async () => {
    const time = new ManualTime();
    const { counted, user: ann } = countingUser();
    const authenticator = createAuthenticator([ann], time);
    const good = { name: 'ann', password: 'right' };
    assert.equal((await authenticator.authenticate(good))?.name, 'ann');
    assert.equal(authenticator.authenticate(good), ann);
    assert.equal(counted.comparisons, 1);
    await time.advance(60_000);
    assert.ok(authenticator.authenticate(good) instanceof Promise);
    assert.equal(counted.comparisons, 2);
  });

  it('checks wrong credentials every time', async () => {
    const { counted, user: ann } = countingUser();
    const authenticator = createAuthenticator([ann], new ManualTime());
    const wrong = { name: 'ann', password: 'wrong' };
    assert.equal(await authenticator.authenticate(wrong), undefined);
    assert.equal(await authenticator.authenticate(wrong), undefined);
    assert.equal(counted.comparisons, 2);
  });

  it('compares the same credentials once when many callers send them together', async () => {
    const { counted, user: ann } = countingUser();
    const authenticator = createAuthenticator([ann], new ManualTime());
    const good = { name: 'ann', password: 'right' };
    await Promise.all(Array.from({ length: 20 }, async () => authenticator.authenticate(good)));
    assert.equal(counted.comparisons, 1);
  });

  it('compares for unknown names too, so that timing does not tell names', async () => {
    const { counted, user: ann } = countingUser();
    const authenticator = createAuthenticator([ann], new ManualTime());
    assert.equal(await authenticator.authenticate({ name: 'bob', password: 'right' }), undefined);
    assert.equal(counted.comparisons, 1);
  });

  it('compares three slow passwords at once, lets 64 wait, and throws for more', async () => {
    const password = { slow: true, matches: () => new Promise<boolean>(() => undefined) };
    const authenticator = createAuthenticator([{ name: 'ann', password }], new ManualTime());
    const login = async (count: number) =>
      authenticator.authenticate({ name: 'ann', password: `${count}` });
    for (let count = 0; count < 67; count += 1) void login(count);
    await assert.rejects(login(67), { code: 'SECURITY_BUSY' });
  });

  it('is not required when there are no users', () => {
    assert.equal(createAuthenticator([], new ManualTime()).required, false);
  });
});

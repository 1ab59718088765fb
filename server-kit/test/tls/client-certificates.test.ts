import assert from 'node:assert/strict';
import { join } from 'node:path';
import { principalOf, startDaemon } from '@vernal/server-kit';
import { type Authority, createAuthority, type Pair } from '@vernal/server-kit/testing';
import { Router } from 'express';
import { createSampleDaemon } from '../daemon/sample-daemon.ts';
import {
  ask,
  pemSettings,
  useCertificateFolder,
  waitForLine,
  withSecureDaemon,
} from './secure-daemon.ts';

/** Answers with who the caller is. */
const whoami = Router().get('/whoami', (request, response) => {
  response.json(principalOf(request));
});

describe('a client certificate', () => {
  const folder = useCertificateFolder();
  let authority: Authority;
  let stranger: Pair;
  let orders: Pair;
  let unlisted: Pair;
  let server: Pair;

  before(async () => {
    authority = await createAuthority();
    [server, orders, unlisted] = await Promise.all([
      authority.issue('localhost'),
      authority.issue('orders-1'),
      authority.issue('somebody'),
    ]);
    stranger = await (await createAuthority()).issue('orders-1');
  });

  beforeEach(() => folder.put(server, authority.cert));

  async function whoIs(clientAuth: string, caller: Partial<Pair> & { readonly auth?: string }) {
    const settings = {
      ...pemSettings(folder),
      'server.ssl.trust-certificate': join(folder.path, 'ca.crt'),
      'server.ssl.client-auth': clientAuth,
      'spring.security.user.name': 'ann',
      'spring.security.user.password': 'hunter2',
      'vernal.security.certificates': [
        { name: 'orders-*', roles: 'service', applications: ['orders', 'billing*'] },
      ],
      'logging.level.root': 'off',
    };
    const definition = createSampleDaemon(() => ({ routes: whoami }));
    const daemon = await startDaemon(definition, settings);
    try {
      const { status, body } = await ask(daemon, '/whoami', { ca: authority.cert, ...caller });
      return status === 200 ? JSON.parse(body) : status;
    } finally {
      await daemon.stop();
    }
  }

  it('says who the caller is and has the rights of the first rule that fits', async () => {
    const rights = { roles: ['service'], applications: ['ORDERS', 'BILLING*'] };
    assert.deepEqual(await whoIs('need', orders), { name: 'orders-1', ...rights });
    assert.deepEqual(await whoIs('want', orders), { name: 'orders-1', ...rights });
  });

  it('may read only, if it is trusted but not listed', async () => {
    assert.deepEqual(await whoIs('need', unlisted), { name: 'somebody', roles: ['reader'] });
  });

  it('may be missing where it is only wanted: then a password is needed', async () => {
    assert.equal(await whoIs('want', {}), 401);
    assert.equal((await whoIs('want', { auth: 'ann:hunter2' })).name, 'ann');
  });

  it('counts less than what the request itself says, right or wrong', async () => {
    assert.equal((await whoIs('want', { ...orders, auth: 'ann:hunter2' })).name, 'ann');
    assert.equal(await whoIs('want', { ...orders, auth: 'ann:wrong' }), 401);
  });

  it('proves nothing when another authority signed it', async () => {
    assert.equal(await whoIs('want', stranger), 401);
    await assert.rejects(whoIs('need', stranger));
  });

  it('is needed to be served at all, if the options say so', async () => {
    await assert.rejects(whoIs('need', { auth: 'ann:hunter2' }));
  });

  it('is judged by other authorities as soon as their file changes', async () => {
    const other = await createAuthority();
    const newcomer = await other.issue('orders-2');
    const settings = {
      ...pemSettings(folder),
      'server.ssl.trust-certificate': join(folder.path, 'ca.crt'),
      'server.ssl.client-auth': 'need',
    };
    await withSecureDaemon(settings, async ({ daemon, time, logger }) => {
      const enter = (pair: Pair) => ask(daemon, '/greeting', { ca: authority.cert, ...pair });
      await assert.rejects(enter(newcomer));
      await folder.put(server, other.cert);
      await time.advance(10_000);
      await waitForLine(logger, 'new certificates are in force');
      assert.equal((await enter(newcomer)).status, 200);
      await assert.rejects(enter(orders));
    });
  });

  it('is not asked for by default', async () => {
    assert.equal(await whoIs('none', orders), 401);
  });
});

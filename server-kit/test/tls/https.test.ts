import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { silentLogger } from '@vernal/core';
import { startDaemon } from '@vernal/server-kit';
import { type Authority, createAuthority, type Pair } from '@vernal/server-kit/testing';
import { createSampleDaemon } from '../daemon/sample-daemon.ts';
import {
  ask,
  pemSettings,
  type SecureDaemon,
  useCertificateFolder,
  waitForLine,
  withSecureDaemon,
} from './secure-daemon.ts';

const DAY_MS = 86_400_000;
/** One interval of looking at the files. */
const LOOK_MS = 10_000;

describe('HTTPS', () => {
  const folder = useCertificateFolder();
  let authority: Authority;
  let server: Pair;

  before(async () => {
    authority = await createAuthority();
    server = await authority.issue('first');
  });

  beforeEach(() => folder.put(server, authority.cert));

  it('is served with the certificate of PEM files, and the URL says so', () =>
    withSecureDaemon(pemSettings(folder), async ({ daemon }) => {
      assert.match(daemon.url, /^https:\/\/127\.0\.0\.1:\d+$/);
      const answer = await ask(daemon, '/greeting', { ca: authority.cert });
      assert.deepEqual(answer, { status: 200, body: 'hello', server: 'first' });
    }));

  it('is served with a PKCS12 key store', async () => {
    const settings = {
      'server.ssl.key-store': await folder.putKeyStore(),
      'server.ssl.key-store-password': 'changeit',
    };
    await withSecureDaemon(settings, async ({ daemon }) => {
      const answer = await ask(daemon, '/greeting', { rejectUnauthorized: false });
      assert.equal(answer.server, 'localhost');
    });
  });

  it('can be switched off although there are files', () =>
    withSecureDaemon({ ...pemSettings(folder), 'server.ssl.enabled': false }, ({ daemon }) => {
      assert.match(daemon.url, /^http:/);
      return Promise.resolve();
    }));

  it('speaks the versions and ciphers that the options name', () =>
    withSecureDaemon(
      {
        ...pemSettings(folder),
        'server.ssl.enabled-protocols': 'TLSv1.2',
        'server.ssl.ciphers': 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
      },
      async ({ daemon }) => {
        const socket = connectTls({ port: daemon.port, host: '127.0.0.1', ca: authority.cert });
        await once(socket, 'secureConnect');
        assert.equal(socket.getProtocol(), 'TLSv1.2');
        assert.equal(socket.getCipher().name, 'ECDHE-ECDSA-AES128-GCM-SHA256');
        socket.destroy();
      },
    ));

  it('takes new certificates into force without a restart', () =>
    withSecureDaemon(pemSettings(folder), async ({ daemon, time, logger }) => {
      await folder.put(await authority.issue('second'));
      await time.advance(LOOK_MS);
      await waitForLine(logger, 'new certificates are in force');
      assert.equal((await ask(daemon, '/greeting', { ca: authority.cert })).server, 'second');
    }));

  it('keeps the old certificate when the new one cannot be used; log and health say why', () => {
    const settings = {
      ...pemSettings(folder),
      'management.endpoint.health.show-details': 'always',
    };
    return withSecureDaemon(settings, async ({ daemon, time, logger }) => {
      await writeFile(join(folder.path, 'tls.key'), 'half a file');
      for (let look = 0; look < 3; look += 1) await time.advance(LOOK_MS);
      await waitForLine(logger, 'the old ones stay in force');
      assert.equal(logger.lines.filter(({ level }) => level === 'error').length, 1);
      const health = await ask(daemon, '/actuator/health', { ca: authority.cert });
      assert.equal(health.server, 'first');
      const { ssl } = JSON.parse(health.body).components;
      assert.equal(ssl.status, 'UP');
      assert.match(ssl.details.problem, /^server\.ssl\.certificate: .*cannot be used/);
      assert.doesNotMatch(health.body, /half a file/);
    });
  });

  it('is out of service in health once its certificate has ended', () => {
    const settings = {
      ...pemSettings(folder),
      'management.endpoint.health.show-details': 'always',
    };
    const check = async ({ daemon }: SecureDaemon) => {
      const { status } = await ask(daemon, '/actuator/health/ssl', { ca: authority.cert });
      assert.equal(status, 503);
    };
    return withSecureDaemon(settings, check, Date.now() + 400 * DAY_MS);
  });

  it('does not wait for a handshake that never ends, neither to serve nor to stop', () =>
    withSecureDaemon(pemSettings(folder), async ({ daemon }) => {
      const socket = connect(daemon.port, '127.0.0.1');
      await Promise.all([once(socket, 'connect'), once(daemon.listener, 'connection')]);
      assert.equal((await ask(daemon, '/greeting', { ca: authority.cert })).status, 200);
      socket.resume();
      await Promise.all([daemon.stop(), once(socket, 'close')]);
    }));

  it('ends a handshake that takes longer than a request may', () => {
    const settings = { ...pemSettings(folder), 'vernal.http.request-timeout': '50ms' };
    return withSecureDaemon(settings, async ({ daemon }) => {
      const socket = connect(daemon.port, '127.0.0.1').resume();
      await once(socket, 'close');
    });
  });

  it('speaks no HTTP to callers without TLS', () =>
    withSecureDaemon(pemSettings(folder), async ({ daemon }) => {
      const socket = connect(daemon.port, '127.0.0.1', () => {
        socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
      });
      const [first] = await Promise.race([once(socket, 'data'), once(socket, 'close')]);
      assert.doesNotMatch(String(first), /HTTP/);
      socket.destroy();
    }));
});

describe('HTTPS that cannot be', () => {
  const folder = useCertificateFolder();
  let pair: Pair;

  before(async () => {
    pair = await (await createAuthority()).issue('a');
  });

  async function problemOf(settings: Readonly<Record<string, unknown>>): Promise<string> {
    const started = startDaemon(createSampleDaemon(), settings, { logger: silentLogger });
    const error: unknown = await started.then(
      (daemon) => daemon.stop(),
      (problem: unknown) => problem,
    );
    assert.ok(error instanceof Error, 'it started');
    return error.message;
  }

  const REFUSALS: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
    ['without a certificate', { 'server.ssl.enabled': true }, /^server\.ssl\.certificate: is miss/],
    ['of a bundle', { 'server.ssl.bundle': 'a' }, /^server\.ssl\.bundle: bundles are not supp/],
    [
      'from a Java key store',
      { 'server.ssl.key-store': 'a.jks', 'server.ssl.key-store-type': 'JKS' },
      /^server\.ssl\.key-store-type: JKS cannot be read; .* -deststoretype PKCS12$/,
    ],
    [
      'from a key store with another password',
      { 'server.ssl.key-store': 'KEY_STORE', 'server.ssl.key-store-password': 'wrong' },
      /^server\.ssl\.key-store: .*cannot be used: mac verify failure$/,
    ],
    [
      'from a class path',
      { 'server.ssl.key-store': 'classpath:a.p12' },
      /^server\.ssl\.key-store: there is no class path here/,
    ],
    [
      'with client certificates that nobody signs',
      { 'server.ssl.key-store': 'KEY_STORE', 'server.ssl.client-auth': 'need' },
      /^server\.ssl\.trust-certificate: is missing, but server\.ssl\.client-auth is need$/,
    ],
    [
      'with authorities in a PKCS12 store',
      {
        'server.ssl.key-store': 'KEY_STORE',
        'server.ssl.key-store-password': 'changeit',
        'server.ssl.trust-store': 'KEY_STORE',
      },
      /^server\.ssl\.trust-store: must be PEM/,
    ],
    [
      'with client certificates but without TLS',
      { 'server.ssl.client-auth': 'need' },
      /^server\.ssl\.client-auth: needs HTTPS/,
    ],
    [
      'with versions and ciphers that nobody knows',
      {
        'server.ssl.key-store': 'KEY_STORE',
        'server.ssl.enabled-protocols': 'TLSv1.1',
        'server.ssl.ciphers': 'TLS_RSA_WITH_ROT13',
      },
      /TLSv1\.1 is none of TLSv1\.2, TLSv1\.3\n.*TLS_RSA_WITH_ROT13 is not a known cipher suite$/,
    ],
  ];
  for (const [title, settings, problem] of REFUSALS) {
    it(`${title} is refused at the start with the option's name`, async () => {
      const keyStore = await folder.putKeyStore();
      const located = Object.entries(settings).map(([name, value]) => [
        name,
        value === 'KEY_STORE' ? keyStore : value,
      ]);
      assert.match(await problemOf(Object.fromEntries(located)), problem);
    });
  }

  it('of files that are missing or do not fit together is refused at the start', async () => {
    const settings = pemSettings(folder);
    assert.match(await problemOf(settings), /^server\.ssl\.certificate.*: cannot be read: ENOENT/);
    const other = await (await createAuthority()).issue('b');
    await folder.put({ cert: pair.cert, key: other.key });
    assert.match(await problemOf(settings), /^server\.ssl\.certificate: .*key values mismatch/);
  });
});

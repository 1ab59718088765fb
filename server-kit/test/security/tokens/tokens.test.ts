import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import { type KeyServer, startKeyServer } from '@vernal/server-kit/testing';
import { type JWTPayload, SignJWT } from 'jose';
import type { Principal } from '../../../src/security/principal.ts';
import type { TokenSettings } from '../../../src/security/tokens/configured-tokens.ts';
import { configuredTokens } from '../../../src/security/tokens/configured-tokens.ts';
import type { TokenOptions } from '../../../src/security/tokens/token-options.ts';
import { createTokenVerifier } from '../../../src/security/tokens/token-verifier.ts';

const NONE: TokenOptions = {
  jwkSetUri: undefined,
  jwtIssuerUri: undefined,
  jwtPublicKey: undefined,
  jwtAudiences: [],
  jwtAlgorithms: [],
  jwtRolesClaim: undefined,
};

function settingsOf(options: Partial<TokenOptions>): TokenSettings {
  const bound = configuredTokens({ ...NONE, ...options });
  assert.ok(bound.ok && bound.value !== undefined);
  return bound.value;
}

describe('a bearer token', () => {
  let issuer: KeyServer;
  let time: ManualTime;
  let logger: RecordingLogger;
  let verify: (token: string) => Promise<Principal | undefined>;

  beforeEach(async () => {
    issuer = await startKeyServer();
    time = new ManualTime();
    logger = new RecordingLogger();
    await accept({ jwkSetUri: `${issuer.url}/keys` });
  });
  afterEach(() => issuer.stop());

  async function accept(options: Partial<TokenOptions>): Promise<void> {
    const verifyToken = await createTokenVerifier(settingsOf(options), { clock: time, logger });
    verify = async (token) => (await verifyToken(token))?.principal;
  }

  function claims(more: JWTPayload = {}): JWTPayload {
    return { sub: 'orders', exp: time.now() / 1_000 + 300, ...more };
  }

  it('says who the caller is, and gives the roles that it names, no others', async () => {
    const roles = ['ROLE_Operator', 'service', 'offline_access'];
    assert.deepEqual(await verify(await issuer.sign(claims({ roles }))), {
      name: 'orders',
      roles: ['operator', 'service'],
    });
    const scoped = await verify(await issuer.sign(claims({ scope: 'openid reader' })));
    assert.deepEqual(scoped?.roles, ['reader']);
    assert.deepEqual((await verify(await issuer.sign(claims())))?.roles, []);
  });

  it('may limit the applications; an empty list allows none', async () => {
    const applications = async (value: unknown) =>
      (await verify(await issuer.sign(claims({ applications: value }))))?.applications;
    assert.deepEqual(await applications(['orders', 'billing*']), ['ORDERS', 'BILLING*']);
    assert.deepEqual(await applications('orders'), ['ORDERS']);
    assert.deepEqual(await applications([]), []);
    assert.deepEqual(await applications(42), []);
    assert.equal(await applications(undefined), undefined);
  });

  it('may have its roles in another claim, also within one', async () => {
    await accept({ jwkSetUri: `${issuer.url}/keys`, jwtRolesClaim: 'realm_access.roles' });
    const realm = claims({ realm_access: { roles: ['peer'] }, roles: ['operator'] });
    assert.deepEqual((await verify(await issuer.sign(realm)))?.roles, ['peer']);
  });

  it('is refused when it ended, has no end, begins later, or names nobody', async () => {
    const nowS = time.now() / 1_000;
    const bad: readonly JWTPayload[] = [
      claims({ exp: nowS - 61 }),
      { sub: 'orders' },
      claims({ nbf: nowS + 120 }),
      { exp: nowS + 300 },
    ];
    for (const payload of bad) assert.equal(await verify(await issuer.sign(payload)), undefined);
  });

  it('is refused when it was changed, not signed, or signed with the public key as a secret', async () => {
    const good = await issuer.sign(claims());
    const [header = '', , signature = ''] = good.split('.');
    const forged = Buffer.from(JSON.stringify(claims({ sub: 'root' }))).toString('base64url');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${forged}.`;
    const symmetric = `${Buffer.from('{"alg":"HS256","kid":"key-1"}').toString('base64url')}.${forged}`;
    const mac = createHmac('sha256', 'key').update(symmetric).digest('base64url');
    for (const token of [
      `${header}.${forged}.${signature}`,
      unsigned,
      `${symmetric}.${mac}`,
      'a.b.c',
      '',
    ]) {
      assert.equal(await verify(token), undefined);
    }
  });

  it('must come from the issuer and be meant for us, where that is said', async () => {
    await accept({ jwtIssuerUri: issuer.url, jwtAudiences: ['registry'] });
    const good = claims({ iss: issuer.url, aud: ['registry', 'x'] });
    assert.equal((await verify(await issuer.sign(good)))?.name, 'orders');
    for (const wrong of [{ iss: 'https://evil.example' }, { aud: 'config' }]) {
      assert.equal(await verify(await issuer.sign({ ...good, ...wrong })), undefined);
    }
  });

  it('is good until it ends, and for the minute by which clocks may differ', async () => {
    const settings = settingsOf({ jwkSetUri: `${issuer.url}/keys` });
    const verifyToken = await createTokenVerifier(settings, { clock: time, logger });
    const exp = time.now() / 1_000 - 30;
    const verified = await verifyToken(await issuer.sign(claims({ exp })));
    assert.equal(verified?.untilMs, (exp + 60) * 1_000);
  });

  it('may be signed with a new key: the keys are fetched again, at most every 30 s', async () => {
    await verify(await issuer.sign(claims()));
    await time.advance(30_000);
    await issuer.rotate();
    assert.equal((await verify(await issuer.sign(claims())))?.name, 'orders');
    assert.equal(issuer.asked, 2);
    for (const keyId of ['x', 'y', 'z']) {
      assert.equal(await verify(await issuer.sign(claims(), keyId)), undefined);
    }
    assert.equal(issuer.asked, 2);
    assert.ok(logger.lines.some(({ fields }) => fields['keyId'] === 'key-2'));
  });

  it('is checked with the keys known while the issuer is away', async () => {
    await verify(await issuer.sign(claims()));
    issuer.up = false;
    await time.advance(3_600_000);
    assert.equal((await verify(await issuer.sign(claims())))?.name, 'orders');
    assert.equal(await verify(await issuer.sign(claims(), 'new')), undefined);
  });

  it('is refused, and the log says why, before any key was fetched; later it is good', async () => {
    issuer.up = false;
    const token = await issuer.sign(claims());
    assert.equal(await verify(token), undefined);
    assert.equal(await verify(token), undefined);
    const warnings = logger.lines.filter(({ level }) => level === 'warn');
    assert.equal(warnings.length, 1);
    assert.match(String(warnings[0]?.fields['error']), /\/keys answers 503$/);
    issuer.up = true;
    await time.advance(30_000);
    assert.equal((await verify(await issuer.sign(claims())))?.name, 'orders');
  });
});

describe('the key of bearer tokens', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-key-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('may stand in a file', async () => {
    const clock = new ManualTime();
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const path = join(folder, 'key.pem');
    await writeFile(path, publicKey.export({ type: 'spki', format: 'pem' }));
    const settings = settingsOf({ jwtPublicKey: `file:${path}` });
    const verify = await createTokenVerifier(settings, { clock, logger: new RecordingLogger() });
    const token = await new SignJWT({ sub: 'ann', exp: clock.now() / 1_000 + 60 })
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign(privateKey);
    assert.equal((await verify(token))?.principal.name, 'ann');
  });

  it('is refused at the start when it is none, or the file is missing', async () => {
    const ground = { clock: new ManualTime(), logger: new RecordingLogger() };
    const path = join(folder, 'key.pem');
    const settings = settingsOf({ jwtPublicKey: path });
    await assert.rejects(createTokenVerifier(settings, ground), {
      code: 'OPTIONS_UNREADABLE_FILE',
    });
    await writeFile(path, 'no key');
    await assert.rejects(createTokenVerifier(settings, ground), { code: 'OPTIONS_BAD_PUBLIC_KEY' });
  });

  it('must have an address of http(s), and only kinds of signatures with a public key', () => {
    const bound = configuredTokens({
      ...NONE,
      jwkSetUri: 'ftp://a',
      jwtAlgorithms: ['HS256', 'none', 'RS256'],
    });
    assert.ok(!bound.ok);
    assert.deepEqual(
      bound.problem.map(({ property, problem }) => `${property} ${problem.slice(0, 13)}`),
      [
        'spring.security.oauth2.resourceserver.jwt.jwk-set-uri is not an htt',
        'spring.security.oauth2.resourceserver.jwt.jws-algorithms HS256 is none',
        'spring.security.oauth2.resourceserver.jwt.jws-algorithms none is none ',
      ],
    );
  });
});

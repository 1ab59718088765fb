import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { RecordingLogger } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type Settings, startConfigServer } from '../http/start-config-server.ts';
import { saidBy, servedBy } from './served.ts';
import { makeHome, type Sshd, startSshd } from './sshd.ts';

const GIT = 'spring.cloud.config.server.git';
/** A busy machine takes its time for a login. */
const PATIENCE_S = 15;
const PATH = process.env['PATH'] ?? '';

/** The options of Git repositories for SSH, against a real OpenSSH server, which must be installed. */
describe('a repository behind a real sshd', function () {
  this.timeout(30_000);
  let fixture: GitFixture;
  let sshd: Sshd;
  let commit: string;
  let daemon: RunningDaemon | undefined;
  let logger: RecordingLogger;
  let servers = 0;

  beforeEach(async () => {
    fixture = await createGitFixture();
    commit = await fixture.push({ 'application.yml': 'a: 1\n' });
    sshd = await startSshd();
    daemon = undefined;
  });
  afterEach(async () => {
    process.env['PATH'] = PATH;
    await daemon?.stop();
    await sshd.close();
    await fixture.remove();
    assert.deepEqual(await filesOfSsh(), [], 'no key is left behind');
  });

  const filesOfSsh = async () =>
    (await readdir(tmpdir())).filter((name) => name.startsWith('vernal-ssh-'));

  /** `settings` stand below `git`. */
  async function serve(settings: Settings): Promise<Awaited<ReturnType<typeof servedBy>>> {
    logger = new RecordingLogger();
    const named = Object.entries(settings).map(([name, value]) => [`${GIT}.${name}`, value]);
    daemon = await startConfigServer(
      fixture,
      {
        'management.endpoint.health.show-details': 'always',
        [`${GIT}.timeout`]: PATIENCE_S,
        // A mirror of its own, so that nothing is served that was not fetched so.
        'vernal.data-dir': join(fixture.folder, `data-${++servers}`),
        [`${GIT}.uri`]: sshd.url(new URL(fixture.uri).pathname),
        ...Object.fromEntries(named),
      },
      logger,
    );
    return servedBy(daemon);
  }

  async function own(settings: Settings = {}): Promise<Settings> {
    const [algorithm, key] = await sshd.hostKey();
    return {
      'ignore-local-ssh-settings': true,
      'private-key': await sshd.privateKey('plain'),
      'host-key': key,
      'host-key-algorithm': algorithm,
      ...settings,
    };
  }

  /** Of a home that only `ssh` sees, with these files of the user. */
  async function useHome(key: 'plain' | 'locked', knownHosts: string): Promise<void> {
    const bin = await makeHome(fixture.folder, { key: sshd.keyFile(key), knownHosts });
    process.env['PATH'] = `${bin}${delimiter}${PATH}`;
  }

  const knownLine = async (which: 'its' | 'other' = 'its') =>
    `${sshd.place} ${(await sshd.hostKey(which)).join(' ')}\n`;

  async function mustBeRefused(settings: Settings, problem: RegExp): Promise<void> {
    const served = await serve(settings);
    assert.equal(served.status, 404);
    assert.match(served.problem ?? '', problem);
    assert.ok(daemon !== undefined);
    const said = await saidBy(daemon, logger);
    assert.doesNotMatch(said, /PRIVATE KEY|open sesame|close sesame/);
    for (const name of ['plain', 'locked', 'stranger'] as const) {
      const [, line = 'no key'] = (await sshd.privateKey(name)).split('\n');
      assert.ok(!said.includes(line));
    }
  }

  it('is served with the key and the host key of the options', async () => {
    assert.deepEqual(await serve(await own()), { status: 200, version: commit });
    assert.match(sshd.log(), /Accepted publickey/);
  });

  it('is served with a key that a passphrase unlocks, which is told to nobody else', async () => {
    const locked = await sshd.privateKey('locked');
    const unlocked = { 'private-key': locked, passphrase: sshd.passphrase };
    assert.deepEqual(await serve(await own(unlocked)), { status: 200, version: commit });
    await daemon?.stop();
    assert.doesNotMatch(sshd.log(), /Failed/);
    await fixture.push({ 'application.yml': 'a: 2\n' });
    await serve(await own({ ...unlocked, 'preferred-authentications': 'password' }));
    assert.doesNotMatch(sshd.log(), /Failed password/);
  });

  it('is not served with a key that stays locked', async () => {
    const locked = await sshd.privateKey('locked');
    const wrong = { 'private-key': locked, passphrase: 'close sesame' };
    await mustBeRefused(await own(wrong), /Permission denied \(publickey/);
    await daemon?.stop();
    await mustBeRefused(await own({ 'private-key': locked }), /Permission denied \(publickey/);
    assert.doesNotMatch(sshd.log(), /Failed password/);
  });

  it('is not served with a key of somebody else, nor with a text that is no key', async () => {
    const stranger = { 'private-key': await sshd.privateKey('stranger') };
    await mustBeRefused(await own(stranger), /Permission denied \(publickey/);
    assert.match(sshd.log(), /Failed publickey/);
    await daemon?.stop();
    await mustBeRefused(await own({ 'private-key': 'no key' }), /Load key ".*"/);
  });

  it('is served when a file of known hosts has its host, and not when that has another key', async () => {
    const [good, changed] = ['known', 'changed'].map((name) => join(fixture.folder, name));
    assert.ok(good !== undefined && changed !== undefined);
    await writeFile(changed, await knownLine('other'));
    await writeFile(good, await knownLine());
    const { 'host-key': _, 'host-key-algorithm': __, ...key } = await own();
    await mustBeRefused({ ...key, 'known-hosts-file': changed }, /Host key for .* has changed/);
    await daemon?.stop();
    const served = await serve({ ...key, 'known-hosts-file': good });
    assert.deepEqual(served, { status: 200, version: commit });
  });

  it('is not served by a host with another key than that of the options', async () => {
    const [, other] = await sshd.hostKey('other');
    await mustBeRefused(await own({ 'host-key': other }), /Host key for .* has changed/);
    assert.doesNotMatch(sshd.log(), /Accepted publickey/);
  });

  it('is not served by a host that nobody knows, unless any host will do', async () => {
    const { 'host-key': _, 'host-key-algorithm': __, ...key } = await own();
    await mustBeRefused(key, /No ED25519 host key is known for \[127\.0\.0\.1\]:\d+/);
    await daemon?.stop();
    const file = join(fixture.folder, 'known');
    await writeFile(file, '');
    const anyHost = { 'strict-host-key-checking': false, 'known-hosts-file': file };
    assert.deepEqual(await serve({ ...key, ...anyHost }), { status: 200, version: commit });
    assert.equal(await readFile(file, 'utf8'), '', 'the file of the operator is left alone');
  });

  it('is served with the key and the known hosts of the user', async () => {
    await useHome('plain', await knownLine());
    assert.deepEqual(await serve({}), { status: 200, version: commit });
    await daemon?.stop();
    await fixture.push({ 'application.yml': 'a: 2\n' });
    const alone = { 'ignore-local-ssh-settings': true, 'strict-host-key-checking': false };
    assert.match((await serve(alone)).problem ?? '', /Permission denied/);
  });

  it('is served with a key of the user that a passphrase unlocks', async () => {
    await useHome('locked', await knownLine());
    const { passphrase } = sshd;
    assert.deepEqual(await serve({ passphrase }), { status: 200, version: commit });
  });

  it('asks nobody whether a host that the user does not know may be trusted', async () => {
    for (const [key, settings] of [
      ['plain', {}],
      ['locked', { passphrase: sshd.passphrase }],
    ] as const) {
      await useHome(key, '');
      await mustBeRefused(settings, /Host key verification failed/);
      await daemon?.stop();
    }
  });

  it('is served on while the sshd is away or has become another, and followed when it is back', async () => {
    assert.equal((await serve(await own())).version, commit);
    assert.ok(daemon !== undefined);
    await sshd.stop();
    const next = await fixture.push({ 'application.yml': 'a: 2\n' });
    const away = await servedBy(daemon);
    assert.equal(away.version, commit);
    assert.match(away.problem ?? '', /connect to host 127\.0\.0\.1 port \d+: Connection refused/);
    await sshd.start('other');
    const changed = await servedBy(daemon);
    assert.equal(changed.version, commit);
    assert.match(changed.problem ?? '', /Host key for .* has changed/);
    await sshd.stop();
    await sshd.start();
    assert.deepEqual(await servedBy(daemon), { status: 200, version: next });
  });

  it("is served to a team with the keys of the options for all, or the team's own", async () => {
    const uri = sshd.url(new URL(fixture.uri).pathname);
    const shared = { uri: fixture.uri, 'repos.team.uri': uri, 'repos.team.pattern': 'orders' };
    assert.equal((await serve({ ...(await own()), ...shared })).version, commit);
    assert.match(sshd.log(), /Accepted publickey/);
    await daemon?.stop();
    const stranger = { 'repos.team.private-key': await sshd.privateKey('stranger') };
    const next = await fixture.push({ 'application.yml': 'a: 2\n' });
    assert.notEqual((await serve({ ...(await own()), ...shared, ...stranger })).version, next);
    assert.match(sshd.log(), /Failed publickey/);
  });

  it('does not start with a host key whose algorithm is not said', async () => {
    const { 'host-key-algorithm': _, ...half } = await own();
    const both = /git\.host-key: host-key-algorithm must be set with it/;
    await assert.rejects(serve(half), both);
  });
});

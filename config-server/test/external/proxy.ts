import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { RecordingLogger } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import { createAuthority } from '@vernal/server-kit/testing';
import { commandLines } from '../command-lines.ts';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type GitHostServer, startGitHost } from '../git-host.ts';
import { type Settings, startConfigServer } from '../http/start-config-server.ts';
import { saidBy, servedBy } from './served.ts';
import { startTinyproxy, type Tinyproxy } from './tinyproxy.ts';

const GIT = 'spring.cloud.config.server.git';
/** A busy machine takes its time for a fetch. */
const PATIENCE_S = 15;
const USER = { username: 'fleet', password: 'prox-P4ss.word' };
const SECRETS = /prox-P4ss|wrong-P4ss|ZmxlZXQ6/;
/** Nothing that this process may have inherited. */
const VARIABLES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy', 'HOME'];

/** The options of Git repositories for proxies, against a real proxy, which must be installed. */
describe('a repository behind a real proxy', function () {
  this.timeout(30_000);
  const inherited = new Map(VARIABLES.map((name) => [name, process.env[name]]));
  let fixture: GitFixture;
  let host: GitHostServer;
  let tls: Server;
  let open: Tinyproxy;
  let asking: Tinyproxy;
  let commit: string;
  let daemon: RunningDaemon | undefined;
  let logger: RecordingLogger;

  before(async () => {
    [open, asking] = await Promise.all([startTinyproxy(), startTinyproxy(USER)]);
  });
  after(() => Promise.all([open.close(), asking.close()]));
  beforeEach(async () => {
    for (const name of VARIABLES) delete process.env[name];
    fixture = await createGitFixture();
    // A helper of the user that would write down what worked.
    process.env['HOME'] = fixture.folder;
    await writeFile(join(fixture.folder, '.gitconfig'), '[credential]\n\thelper = store\n');
    commit = await fixture.push({ 'application.yml': 'a: 1\n' });
    host = await startGitHost(fixture.folder);
    tls = await withTls(host);
    daemon = undefined;
  });
  afterEach(async () => {
    await daemon?.stop();
    await host.close();
    const closed = once(tls, 'close');
    tls.close();
    await closed;
    await fixture.remove();
    for (const [name, value] of inherited) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  const httpUri = () => `${host.url}/config.git`;
  const httpsUri = () => `https://127.0.0.1:${(tls.address() as AddressInfo).port}/config.git`;

  /** `settings` stand below `git`. */
  async function serve(settings: Settings): Promise<Awaited<ReturnType<typeof servedBy>>> {
    logger = new RecordingLogger();
    const named = Object.entries(settings).map(([name, value]) => [`${GIT}.${name}`, value]);
    const shown = { 'management.endpoint.health.show-details': 'always' };
    const all = { ...shown, [`${GIT}.timeout`]: PATIENCE_S, ...Object.fromEntries(named) };
    daemon = await startConfigServer(fixture, all, logger);
    return servedBy(daemon);
  }

  async function mustSayNoSecret(): Promise<void> {
    assert.ok(daemon !== undefined);
    assert.doesNotMatch(await saidBy(daemon, logger), SECRETS);
    const entries = await readdir(fixture.folder, { recursive: true, withFileTypes: true });
    for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
      assert.doesNotMatch(await readFile(join(parentPath, name), 'latin1'), SECRETS, name);
    }
  }

  it('is fetched through the proxy for http', async () => {
    const proxied = { 'proxy.http.host': '127.0.0.1', 'proxy.http.port': open.port };
    assert.deepEqual(await serve({ uri: httpUri(), ...proxied }), { status: 200, version: commit });
    const wanted = `GET ${httpUri()}/info/refs?service=git-upload-pack HTTP/1.1`;
    assert.ok((await open.requests()).includes(wanted));
  });

  it('is fetched through a tunnel of the proxy for https', async () => {
    const proxied = { 'proxy.https.host': '127.0.0.1', 'proxy.https.port': open.port };
    const settings = { uri: httpsUri(), 'skip-ssl-validation': true, ...proxied };
    assert.deepEqual(await serve(settings), { status: 200, version: commit });
    const wanted = `CONNECT ${new URL(httpsUri()).host} HTTP/1.1`;
    assert.ok((await open.requests()).includes(wanted));
  });

  for (const scheme of ['http', 'https'] as const) {
    it(`is fetched over ${scheme} through a proxy that asks who comes, and nobody else hears of the password`, async () => {
      const proxied = {
        uri: scheme === 'http' ? httpUri() : httpsUri(),
        'skip-ssl-validation': true,
        [`proxy.${scheme}.host`]: '127.0.0.1',
        [`proxy.${scheme}.port`]: asking.port,
        [`proxy.${scheme}.username`]: USER.username,
        [`proxy.${scheme}.password`]: USER.password,
      };
      const before = (await asking.requests()).length;
      const lines: Promise<string>[] = [];
      const passedOn = new Set<unknown>();
      host.fault = ({ headers }) => {
        for (const name of ['authorization', 'proxy-authorization']) passedOn.add(headers[name]);
        lines.push(commandLines());
        return false;
      };
      assert.deepEqual(await serve(proxied), { status: 200, version: commit });
      assert.ok((await asking.requests()).length > before);
      const all = (await Promise.all(lines)).join('\n');
      assert.match(all, /git.*fetch/);
      assert.doesNotMatch(all, SECRETS);
      assert.deepEqual(passedOn, new Set([undefined]));
      await mustSayNoSecret();
    });

    it(`is not served over ${scheme} when the proxy refuses the password`, async () => {
      const { status, problem } = await serve({
        uri: scheme === 'http' ? httpUri() : httpsUri(),
        'skip-ssl-validation': true,
        [`proxy.${scheme}.host`]: '127.0.0.1',
        [`proxy.${scheme}.port`]: asking.port,
        [`proxy.${scheme}.username`]: USER.username,
        [`proxy.${scheme}.password`]: 'wrong-P4ss',
      });
      assert.equal(status, 404);
      // This proxy answers a wrong password with the 401 of a host, so that Git looks for another user.
      assert.match(problem ?? '', /tunnel failed, response 401|could not read Username/);
      assert.deepEqual(host.checks, []);
      await mustSayNoSecret();
    });
  }

  it('is not served without a user where the proxy asks for one', async () => {
    const proxied = { 'proxy.http.host': '127.0.0.1', 'proxy.http.port': asking.port };
    const { status, problem } = await serve({ uri: httpUri(), ...proxied });
    assert.equal(status, 404);
    assert.match(problem ?? '', /returned error: 407/);
  });

  it('is fetched directly from hosts that are named, whatever the environment says', async () => {
    process.env['http_proxy'] = `http://127.0.0.1:${open.port}`;
    const before = (await open.requests()).length;
    for (const hosts of ['127.0.0.1', 'localhost|127.*']) {
      const proxied = { 'proxy.http.host': '127.0.0.1', 'proxy.http.port': open.port };
      const direct = { ...proxied, 'proxy.http.non-proxy-hosts': hosts };
      assert.equal((await serve({ uri: httpUri(), ...direct })).version, commit);
      await daemon?.stop();
      commit = await fixture.push({ 'application.yml': `hosts: ${hosts}\n` });
    }
    assert.equal((await open.requests()).length, before);
  });

  it('is served on while the proxy is away, and followed when it is back', async () => {
    const proxied = { 'proxy.http.host': '127.0.0.1', 'proxy.http.port': open.port };
    assert.equal((await serve({ uri: httpUri(), ...proxied })).version, commit);
    assert.ok(daemon !== undefined);
    await open.stop();
    const next = await fixture.push({ 'application.yml': 'a: 2\n' });
    const away = await servedBy(daemon);
    assert.equal(away.version, commit);
    assert.match(away.problem ?? '', /Failed to connect to 127\.0\.0\.1 port \d+/);
    await open.start();
    assert.deepEqual(await servedBy(daemon), { status: 200, version: next });
  });
});

/** The same Git host over HTTPS. */
async function withTls({ url }: GitHostServer): Promise<Server> {
  const { cert, key } = await (await createAuthority()).issue('127.0.0.1');
  const server = createServer({ cert, key }, (socket) => {
    const inner = connect(Number(new URL(url).port), '127.0.0.1');
    for (const end of [socket, inner]) end.on('error', () => end.destroy());
    socket.pipe(inner).pipe(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

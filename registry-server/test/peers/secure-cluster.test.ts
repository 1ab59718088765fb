import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePorts, RecordingLogger } from '@vernal/core/testing';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import { type Authority, createAuthority, type Pair } from '@vernal/server-kit/testing';
import { registryDaemon } from '../../src/index.ts';
import { registrationOf } from '../http/running-registry.ts';
import { eventually } from './running-cluster.ts';

type Settings = Readonly<Record<string, string | number | boolean>>;

/** Two registries that are each other's peers; settings may differ. */
async function startPair(
  folder: string,
  urlOf: (port: number) => string,
  settings: (index: number) => Settings,
) {
  const ports = await freePorts(2);
  const logger = new RecordingLogger();
  const daemons: RunningDaemon[] = [];
  for (const [index, port] of ports.entries()) {
    const own: Settings = {
      'eureka.client.service-url.defaultZone': ports.map(urlOf).join(','),
      'eureka.client.register-with-eureka': false,
      'eureka.server.my-url': urlOf(port),
      'vernal.data-dir': join(folder, String(port)),
      'server.port': port,
      ...settings(index),
    };
    daemons.push(await startDaemon(registryDaemon, own, { logger }));
  }
  return { ports, logger, stop: () => Promise.all(daemons.map((daemon) => daemon.stop())) };
}

describe('replication with credentials', function () {
  this.timeout(20_000);
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-secure-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const USERS: Settings = {
    'vernal.security.users[0].name': 'peer',
    'vernal.security.users[0].password': '{noop}p@ss word',
    'vernal.security.users[0].roles': 'peer',
    'vernal.security.users[1].name': 'app',
    'vernal.security.users[1].password': '{noop}app',
    'vernal.security.users[1].roles': 'service',
  };

  function call(port: number, method: string, path: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${port}/eureka${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from('app:app').toString('base64')}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      ...(method === 'POST' && { body: JSON.stringify(registrationOf()) }),
    });
  }

  it('in the URL reaches the peer, and no log line shows them', async () => {
    const urlOf = (port: number) => `http://peer:p%40ss%20word@127.0.0.1:${port}/eureka/`;
    const pair = await startPair(folder, urlOf, () => USERS);
    const [a = 0, b = 0] = pair.ports;
    await call(a, 'POST', '/apps/ORDERS');
    await eventually(
      () => call(b, 'GET', '/apps/ORDERS/n1').then(({ status }) => status),
      (status) => status === 200,
    );
    await pair.stop();
    assert.doesNotMatch(JSON.stringify(pair.logger.lines), /p@ss|p%40ss/);
  });

  it('that are wrong pass nothing on, and are told in the log', async () => {
    const urlOf = (port: number) => `http://peer:wrong@127.0.0.1:${port}/eureka/`;
    const pair = await startPair(folder, urlOf, () => USERS);
    const [a = 0, b = 0] = pair.ports;
    await call(a, 'POST', '/apps/ORDERS');
    await eventually(
      () => Promise.resolve(pair.logger.lines),
      (lines) => lines.some(({ fields }) => fields['problem'] === 'the peer answered 401'),
    );
    assert.equal((await call(b, 'GET', '/apps/ORDERS/n1')).status, 404);
    await pair.stop();
  });
});

describe('replication with certificates on both sides', function () {
  this.timeout(20_000);
  let folder = '';
  let authority: Authority;
  let own: Pair;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-mtls-'));
    authority = await createAuthority();
    own = await authority.issue('registry');
    await writeFile(join(folder, 'ca.pem'), authority.cert);
    await writeFile(join(folder, 'tls.pem'), own.cert);
    await writeFile(join(folder, 'tls.key'), own.key);
    await writeFile(join(folder, 'both.pem'), `${own.cert}\n${own.key}`);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const server = (): Settings => ({
    'server.ssl.certificate': join(folder, 'tls.pem'),
    'server.ssl.certificate-private-key': join(folder, 'tls.key'),
    'server.ssl.trust-certificate': join(folder, 'ca.pem'),
    'server.ssl.client-auth': 'need',
    'vernal.security.certificates[0].name': 'registry',
    'vernal.security.certificates[0].roles': 'peer,service',
  });
  const client = (): Settings => ({
    'eureka.client.tls.enabled': true,
    'eureka.client.tls.key-store': join(folder, 'both.pem'),
    'eureka.client.tls.trust-store': join(folder, 'ca.pem'),
  });

  it('passes a registration on', async () => {
    const urlOf = (port: number) => `https://127.0.0.1:${port}/eureka/`;
    const pair = await startPair(folder, urlOf, () => ({ ...server(), ...client() }));
    const [a = 0, b = 0] = pair.ports;
    const { cert, key } = own;
    const ca = authority.cert;
    const agent = new Agent({ ca, cert, key });
    const call = (port: number, method: string, path: string, body = '') =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { accept: 'application/json', 'content-type': 'application/json' };
        const sent = request({ host: '127.0.0.1', port, method, path, headers, agent });
        sent.on('response', (response) => {
          void text(response).then(() => resolve(response.statusCode));
        });
        sent.on('error', reject);
        sent.end(body);
      });
    const body = JSON.stringify(registrationOf());
    assert.equal(await call(a, 'POST', '/eureka/apps/ORDERS', body), 204);
    await eventually(
      () => call(b, 'GET', '/eureka/apps/ORDERS/n1'),
      (status) => status === 200,
    );
    agent.destroy();
    await pair.stop();
  });

  for (const file of ['none.pem', 'ca.pem']) {
    it(`refuses to start with ${file}, which has no key`, async () => {
      const settings = {
        'eureka.client.service-url.defaultZone': 'https://127.0.0.1:1/eureka/',
        'eureka.client.tls.enabled': true,
        'eureka.client.tls.key-store': join(folder, file),
        'vernal.data-dir': join(folder, 'none'),
        'server.port': 0,
      };
      await assert.rejects(startDaemon(registryDaemon, settings), {
        code: 'REGISTRY_PEER_CERTIFICATE',
      });
    });
  }
});

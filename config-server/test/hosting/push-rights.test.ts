import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { type HostingRig, startHosting } from './hosting-rig.ts';

const PASSWORD = 'swordfish';
const USERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ann: { roles: 'push' },
  bob: { roles: 'push,operator' },
  cay: { roles: 'reader' },
  dan: { roles: 'service' },
  eve: { roles: 'push,reader', applications: 'orders' },
  fay: {},
  gil: { roles: 'push,reader', reads: 'orders/dev' },
};

/** Whom `info/refs` of a service is answered with 200. */
const MAY: readonly (readonly [string, readonly string[]])[] = [
  ['git-upload-pack', ['ann', 'bob', 'cay', 'fay']],
  ['git-receive-pack', ['ann', 'bob', 'fay']],
];

describe('who may fetch from and push to hosted repositories', () => {
  let rig: HostingRig;

  before(async () => {
    const users = Object.entries(USERS).flatMap(([name, rights], index) =>
      Object.entries({ ...rights, name, password: PASSWORD }).map(([option, value]) => [
        `vernal.security.users[${index}].${option}`,
        value,
      ]),
    );
    rig = await startHosting({
      ...Object.fromEntries(users),
      'vernal.git.repositories.config.branches[0].pattern': 'main',
      'vernal.git.repositories.config.branches[0].force-push': 'ROLE_OPERATOR',
    });
    await rig.git('.', 'init', '-q', '-b', 'main', 'clone');
    await rig.git('clone', 'remote', 'add', 'origin', rig.url());
    await rig.commit('clone', { 'application.yml': 'a: 1\n' });
  });
  after(() => rig.stop());

  /** As a user whose password Git asks a program for: it is on no command line. */
  async function as(user: string, ...args: string[]) {
    const ask = join(rig.folder, `ask-${user}`);
    await writeFile(
      ask,
      `#!/bin/sh\ncase $1 in User*) echo ${user};; *) echo ${PASSWORD};; esac\n`,
    );
    await chmod(ask, 0o700);
    return rig.git('clone', '-c', `core.askPass=${ask}`, ...args);
  }

  for (const [service, users] of MAY) {
    it(`${service}: ${users.join(', ')}`, async () => {
      for (const name of Object.keys(USERS)) {
        const { status } = await request(rig.daemon.listener)
          .get(`/git/config.git/info/refs?service=${service}`)
          .auth(name, PASSWORD);
        assert.equal(status, users.includes(name) ? 200 : 403, name);
        const posted = await request(rig.daemon.listener)
          .post(`/git/config.git/${service}`)
          .set('content-type', `application/x-${service}-request`)
          .auth(name, PASSWORD)
          .send('0000');
        assert.equal(posted.status, users.includes(name) ? 200 : 403, name);
      }
    });
  }

  it('is asked by 401, so that Git asks its user', async () => {
    const { headers } = await request(rig.daemon.listener)
      .get('/git/config.git/info/refs?service=git-receive-pack')
      .expect(401);
    assert.match(String(headers['www-authenticate']), /^Basic /);
    const { code, errors } = await rig.git('clone', 'push', 'origin', 'main');
    assert.equal(code, 128);
    assert.match(errors, /could not read Username/);
  });

  it('is known by the credentials that Git hands over, and stands in the audit log', async () => {
    const { code, errors } = await as('ann', 'push', 'origin', 'main');
    assert.equal(code, 0, errors);
    const line = rig.logger.lines.find(({ fields }) => fields['event.action'] === 'push');
    assert.equal(line?.fields['user.name'], 'ann');
    assert.ok(!JSON.stringify(rig.logger.lines).includes(PASSWORD));
  });

  it('reads why it was refused, which is written down', async () => {
    const { errors } = await as('cay', 'push', 'origin', 'main');
    assert.match(errors, /^remote: cay may not push to the repositories of this server/m);
    const line = rig.logger.lines.findLast(({ fields }) => fields['event.action'] === 'request');
    assert.equal(line?.fields['user.name'], 'cay');
    assert.equal(line.fields['target'], 'GET /git/config.git/info/refs');
  });

  it('may replace commits of a branch if its rule says so', async () => {
    await rig.git('clone', 'commit', '-q', '--amend', '-m', 'other');
    const ann = await as('ann', 'push', '--force', 'origin', 'main');
    assert.match(ann.errors, /^remote: main: ann may not replace its commits/m);
    const bob = await as('bob', 'push', '--force', 'origin', 'main');
    assert.equal(bob.code, 0, bob.errors);
  });

  it('reads no environment by the role to push alone', async () => {
    await request(rig.daemon.listener).get('/orders/dev').auth('ann', PASSWORD).expect(403);
    await request(rig.daemon.listener).get('/orders/dev').auth('eve', PASSWORD).expect(200);
  });
});

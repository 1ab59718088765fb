import assert from 'node:assert/strict';
import request from 'supertest';
import { type HostingRig, startHosting } from './hosting-rig.ts';

const CLIENTS = 5;

describe('several pushes at once', () => {
  let rig: HostingRig;

  before(async () => {
    rig = await startHosting({ 'vernal.git.max-processes': 2 });
    await rig.clone('first');
    await rig.commit('first', { 'application.yml': 'a: 1\n' });
    await rig.git('first', 'push', '-q', 'origin', 'main');
  });
  after(() => rig.stop());

  it('to one branch: one is accepted, the others are told to fetch first, and nothing is lost', async () => {
    const names = Array.from({ length: CLIENTS }, (_, index) => `racer-${index}`);
    for (const name of names) {
      await rig.clone(name);
      await rig.commit(name, { [`${name}.yml`]: 'a: 1\n' });
    }
    const results = await Promise.all(names.map((name) => rig.git(name, 'push', 'origin', 'main')));
    assert.equal(results.filter(({ code }) => code === 0).length, 1);
    const winner = names[results.findIndex(({ code }) => code === 0)] ?? '';
    const { output } = await rig.git(winner, 'rev-parse', 'HEAD');
    const { body } = await request(rig.daemon.listener).get('/orders/dev').expect(200);
    assert.equal(body.version, output);
    for (const name of names.filter((one) => one !== winner)) {
      for (let attempt = 0; attempt < CLIENTS; attempt++) {
        await rig.git(name, 'pull', '-q', '--rebase');
        if ((await rig.git(name, 'push', '-q', 'origin', 'main')).code === 0) break;
      }
    }
    await rig.git('first', 'pull', '-q');
    const { output: files } = await rig.git('first', 'ls-files', 'racer-*');
    assert.equal(files.split('\n').length, CLIENTS);
  }).timeout(20_000);

  it('to branches of their own: all are accepted, more than processes run at once', async () => {
    const names = Array.from({ length: CLIENTS }, (_, index) => `racer-${index}`);
    const results = await Promise.all(
      names.map((name) => rig.git(name, 'push', '-q', 'origin', `HEAD:refs/heads/${name}`)),
    );
    assert.deepEqual(
      results.map(({ code }) => code),
      names.map(() => 0),
    );
  });

  it('are in the audit log as often as they were accepted', () => {
    const outcomes = rig.logger.lines
      .filter(({ fields }) => fields['event.action'] === 'push')
      .map(({ fields }) => fields['event.outcome']);
    assert.equal(outcomes.filter((outcome) => outcome === 'success').length, 1 + 2 * CLIENTS);
  });
});

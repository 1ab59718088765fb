import assert from 'node:assert/strict';
import { type HostingRig, startHosting } from '../hosting/hosting-rig.ts';

describe('the options of checks', () => {
  let rig: HostingRig;

  before(async () => {
    rig = await startHosting({
      'encrypt.key': 'a key',
      'vernal.config.check.secrets': 'refuse',
      'vernal.config.check.max-findings': 2,
      'vernal.config.max-file-size': '1KB',
    });
    await rig.git('.', 'clone', '-q', rig.url(), 'clone');
  });
  after(() => rig.stop());

  const remoteLines = (errors: string) =>
    [...errors.matchAll(/^remote: (.*?) *$/gm)].map(([, line]) => line);

  it('decide what becomes of a push, and how much the pusher is shown', async () => {
    await rig.commit('clone', {
      'a.yml': "x.password: sesame\ny.token: sesame\nk: '{cipher}00'\n",
      'large.yml': 'x: 1\n'.padEnd(2_000, '#'),
    });
    const { code, errors } = await rig.git('clone', 'push', 'origin', 'main');
    assert.equal(code, 1);
    assert.doesNotMatch(errors, /sesame/);
    assert.deepEqual(remoteLines(errors).slice(0, 3), [
      'a.yml:1:13  error  x.password looks like a secret in clear',
      'a.yml:2:10  error  y.token looks like a secret in clear',
      'and 2 more',
    ]);
  });

  it('leave alone what can be served', async () => {
    const files = { 'a.yml': `x.password: \${PASSWORD}\n`, 'large.yml': 'x: 1\n' };
    await rig.commit('clone', files);
    const { code, errors } = await rig.git('clone', 'push', 'origin', 'main');
    assert.equal(code, 0, errors);
    assert.deepEqual(remoteLines(errors), [
      'a.yml:1:13  note  x.password needs PASSWORD, which no file has',
    ]);
  });
});

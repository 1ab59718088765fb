import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { LoggedLine } from '@vernal/core/testing';
import request from 'supertest';
import { untilFolder } from '../awaited-folder.ts';
import { type HostingRig, startHostingOf } from './hosting-rig.ts';

/** Of the names in a folder of objects, those of pushes that are not accepted. */
function unfinished(names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith('tmp_objdir'));
}

describe('a push that is cut off', () => {
  let rig: HostingRig;
  const objects = () => join(rig.bare(), 'objects');

  before(async () => {
    rig = await startHostingOf({ 'application.yml': 'a: 1\n' });
  });
  after(() => rig.stop());

  it('by a client that goes away in the middle of its pack ends Git, and leaves nothing', async () => {
    const commands = `${'0'.repeat(40)} ${'a'.repeat(40)} refs/heads/x\0 report-status`;
    const line = (commands.length + 4).toString(16).padStart(4, '0') + commands;
    const push = httpRequest(`${rig.url()}/git-receive-pack`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-git-receive-pack-request' },
    });
    push.on('error', () => undefined);
    push.write(`${line}0000PACK\0\0\0\u0002\0\0\u0010\0`);
    await untilFolder(objects(), (names) => unfinished(names).length > 0);
    push.destroy();
    await untilFolder(objects(), (names) => unfinished(names).length === 0);
    const isFailure = ({ fields }: LoggedLine) =>
      fields['event.action'] === 'push' && fields['event.outcome'] === 'failure';
    await rig.logger.untilLines((lines) => lines.some(isFailure));
    const { body } = await request(rig.daemon.listener).get('/orders/dev').expect(200);
    assert.deepEqual(body.propertySources[0].source, { a: 1 });
  });

  it('by the end of the server is not cut off: what is under way is answered', async () => {
    await rig.commit('clone', { 'orders.yml': 'a: 1\n' });
    const isPost = new Promise<void>((resolve) => {
      rig.daemon.listener.on('request', ({ url = '' }: IncomingMessage) => {
        if (url.endsWith('/git-receive-pack')) resolve();
      });
    });
    const pushed = rig.git('clone', 'push', 'origin', 'HEAD:main');
    await isPost;
    await rig.daemon.stop();
    const { code, errors } = await pushed;
    assert.equal(code, 0, errors);
    await rig.restart();
  });

  it('by the kill of its Git after it has changed the branch is accepted all the same', async () => {
    const hook = join(rig.folder, 'data', 'config', 'git-hooks', 'post-receive');
    const untouched = await readFile(hook, 'utf8');
    await writeFile(hook, '#!/bin/sh\nkill -9 "$PPID"\n');
    const before = (await rig.git('clone', 'rev-parse', 'HEAD')).output;
    const commit = await rig.commit('clone', { 'application.yml': 'a: 3\n' });
    const isPush = ({ fields }: LoggedLine) => fields['event.action'] === 'push';
    const { code } = await rig.git('clone', 'push', rig.url(), 'HEAD:main');
    assert.notEqual(code, 0);
    await rig.logger.untilLines((lines) => lines.some(isPush));
    await writeFile(hook, untouched);
    const { fields } = rig.logger.lines.find(isPush) ?? {};
    assert.equal(fields?.['target'], `config.git refs/heads/main ${before}..${commit}`);
    assert.equal(fields['event.outcome'], 'success');
    const { body } = await request(rig.daemon.listener).get('/orders/dev').expect(200);
    assert.equal(body.version, commit);
  });

  it('leaves nothing that a restart does not clean up, if Git itself is killed', async () => {
    await mkdir(join(objects(), 'tmp_objdir-incoming-x'));
    await writeFile(join(rig.bare(), 'refs', 'heads', 'main.lock'), '');
    await rig.restart();
    assert.deepEqual(unfinished(await readdir(objects())), []);
    await rig.commit('clone', { 'application.yml': 'a: 2\n' });
    const { code, errors } = await rig.git('clone', 'push', '-q', rig.url(), 'HEAD:main');
    assert.equal(code, 0, errors);
  });
});

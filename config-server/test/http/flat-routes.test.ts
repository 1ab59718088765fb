import assert from 'node:assert/strict';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

describe('an environment as one file', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({
      'application.yml': 'note: base\nlist: [a, b]\nn: 8080\nref: "${' + 'note}-x"\n',
      'application-dev.yml': 'note: dev\nlist: [z]\n',
      'foo-bar.yml': 'who: foo-bar\n',
      'broken-key.yml': '"a..b": 1\n',
    });
    daemon = await startConfigServer(fixture);
  });
  after(async () => {
    await daemon.stop();
    await fixture.remove();
  });

  const get = (path: string) => request(daemon.listener).get(path);
  const yaml = 'note: dev\nn: 8080\nref: dev-x\nlist:\n- z\n';

  it('is YAML under both extensions, at the default or a named label [config 55, 56, 60]', async () => {
    for (const path of ['/billing-dev.yml', '/billing-dev.yaml', '/main/billing-dev.yml']) {
      const { text, headers } = await get(path).expect(200);
      assert.equal(headers['content-type'], 'text/plain');
      assert.equal(text, yaml);
    }
    await get('/nope/billing-dev.yml').expect(404);
  });

  it('keeps placeholders when told to, and knows no third way [config 57]', async () => {
    const { text } = await get('/billing-dev.yml?resolvePlaceholders=false').expect(200);
    assert.match(text, /^ref: \$\{note\}-x$/m);
    await get('/billing-dev.yml?resolvePlaceholders=maybe').expect(400);
  });

  it('is nested JSON, and properties [config 58, 59]', async () => {
    const json = await get('/billing-dev.json').expect(200);
    assert.equal(json.headers['content-type'], 'application/json');
    assert.equal(json.text, '{"note":"dev","n":8080,"ref":"dev-x","list":["z"]}');
    const properties = await get('/billing-dev.properties').expect(200);
    assert.equal(properties.headers['content-type'], 'text/plain');
    assert.equal(properties.text, 'note: dev\nn: 8080\nref: dev-x\nlist[0]: z');
  });

  it('splits name and profile at the last hyphen; without one there is none [config 61, 62]', async () => {
    const { text } = await get('/foo-bar-dev.yml').expect(200);
    assert.match(text, /^who: foo-bar$/m);
    await get('/billing.yml').expect(404);
  });

  it('is refused when a key has no place in it, naming no server error [config 64]', async () => {
    await get('/broken-key-default.yml').expect(400);
    await get('/broken-key-default.json').expect(400);
    await get('/broken-key/default').expect(200);
  });

  it('shows the new values right after a push, also when it was asked for before', async () => {
    await get('/billing-dev.yml').expect(200);
    await fixture.push({ 'application-dev.yml': 'note: newer\nlist: [z]\n' });
    const { text } = await get('/billing-dev.yml').expect(200);
    assert.match(text, /^note: newer$/m);
  });
});

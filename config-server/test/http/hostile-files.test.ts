import assert from 'node:assert/strict';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

const OVERRIDES = 'spring.cloud.config.server.overrides';
const MEMBERS = ['__proto__.x', 'constructor.prototype.x', 'toString', 'a.__proto__[0]'];

/** Ten levels, each of which takes the one before ten times. */
function bomb(open: string, close: string): string {
  const levels = [...'bcdefghijk'].map((name, index) => {
    const before = `*${'abcdefghij'[index]}`;
    return `${name}: &${name} ${open}${Array(10).fill(before).join(', ')}${close}\n`;
  });
  return `a: &a {x: 1}\n${levels.join('')}`;
}

/** Files that no server can serve, and what is said of each. */
const BROKEN: Readonly<Record<string, readonly [text: string | Uint8Array, problem: RegExp]>> = {
  'aliases.yml': [bomb('[', ']'), /grows to too many properties/],
  'brackets.yml': [`a: ${'['.repeat(50_000)}`, /nested too deeply/],
  'own-tag.yml': ['a: !!js/function "process.exit()"\n', /tag that is not allowed/],
  'python.yml': ['a: !!python/object/apply:os.system [id]\n', /tag that is not allowed/],
  'circle.yml': ['a: &a {b: *a}\n', /nested too deeply|unknown anchor/],
  'nul.yml': [Buffer.from([0x61, 0x3a, 0x20, 0xff, 0x00]), /UTF-8/],
  'condition.yml': [
    `spring.config.activate.on-profile: "${'('.repeat(50_000)}"\n`,
    /malformed profile expression/,
  ],
  'entity.xml': [
    '<!DOCTYPE properties [<!ENTITY x SYSTEM "file:///etc/passwd">]><properties><entry key="a">&x;</entry></properties>',
    /document type/,
  ],
};

describe('a file that means no good', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;

  before(async () => {
    fixture = await createGitFixture();
    const broken = Object.entries(BROKEN).map(([path, [text]]) => [path, text] as const);
    await fixture.push({
      ...Object.fromEntries(broken),
      'good.yml': 'a: 1\n',
      'merges.yml': bomb('{<<: [', ']}'),
      'members.yml': MEMBERS.map((key) => `"${key}": 1\n`).join(''),
      'nested.yml': '__proto__: {polluted: yes}\nconstructor: {prototype: {polluted: yes}}\n',
      'members2.properties': MEMBERS.map((key) => `${key}=1\n`).join(''),
      'deep.properties': `${'a.'.repeat(20_000)}a=1\n`,
      'sparse.properties': Array.from({ length: 2_000 }, (_, n) => `l${n}[10000]=x\n`).join(''),
      'open.properties': `a=${'${'.repeat(100_000)}\n`,
      'import.yml':
        'spring.config.import: "file:/etc/passwd, ../../../etc/passwd, http://127.0.0.1:1/x.yml"\n',
    });
    daemon = await startConfigServer(fixture, { [`${OVERRIDES}.__proto__.y`]: 'z' });
  });
  after(async () => {
    await daemon.stop();
    await fixture.remove();
  });

  const get = (path: string) => request(daemon.listener).get(path);

  for (const [path, [, problem]] of Object.entries(BROKEN)) {
    const application = path.slice(0, path.lastIndexOf('.'));

    it(`is an error of those who read it, and of nobody else: ${path}`, async () => {
      const { body, headers } = await get(`/${application}/default`).expect(500);
      assert.deepEqual(Object.keys(body), ['timestamp', 'status', 'error', 'path']);
      const said = String(headers['x-vernal-problem']);
      assert.match(said, problem);
      assert.ok(said.startsWith(path) && said.length <= 1_000);
      await get('/good/default').expect(200);
    });
  }

  it('may name the members of every object', async () => {
    const key = '"__proto__.x":';
    for (const path of ['/members/default', '/members2/default']) {
      const { text } = await get(path).expect(200);
      assert.ok(text.includes(key), text);
      assert.match(text, /"name":"overrides","source":\{"__proto__\.y":"z"\}/);
    }
    assert.match((await get('/nested/default').expect(200)).text, /"__proto__\.polluted":true/);
    const json = await get('/members-default.json').expect(200);
    assert.match(json.text, /"__proto__":\{"x":1,"y":"z"\}/);
    await get('/members-default.yml').expect(200, /^__proto__:\n {2}x: 1\n {2}y: z\n/m);
    await get('/members2-default.properties').expect(200, /^__proto__\.x: 1$/m);
    assert.equal('polluted' in {} || 'x' in {} || 'y' in {}, false);
  });

  it('has no place in a document when it is too deep or too sparse', async () => {
    for (const application of ['deep', 'sparse']) {
      await get(`/${application}/default`).expect(200);
      await get(`/${application}-default.json`).expect(400);
      await get(`/${application}-default.yml`).expect(400);
    }
    for (const extension of ['yml', 'json', 'properties']) {
      await get(`/open-default.${extension}`).expect(200);
    }
  });

  it('may merge maps of merged maps: each is read once, however often it is named', async () => {
    const { body } = await get('/merges/default').expect(200);
    const { source } = body.propertySources.at(-1);
    assert.deepEqual(source, Object.fromEntries([...'abcdefghijk'].map((key) => [`${key}.x`, 1])));
  });

  it('imports nothing from elsewhere', async () => {
    const { text } = await get('/import/default').expect(200);
    assert.doesNotMatch(text, /root:/);
    assert.equal(JSON.parse(text).propertySources.length, 2);
  });
});

import assert from 'node:assert/strict';
import { createGitFixture } from '../git-fixture.ts';
import { createStudyFixture, placeholder, SERVER, useServer, withServer } from './study-fixture.ts';

/** `/billing-dev.yml` of the study. */
const YAML = "note: dev\nempty: ''\nnil: ''\nn: 8080\nref: dev-x\nrate: '3'\nlist:\n- z\n";

describe('checklist C: an environment as one file', () => {
  const server = useServer(createStudyFixture);

  it('is YAML, under both extensions [config 55, 56]', async () => {
    for (const path of ['/billing-dev.yml', '/billing-dev.yaml']) {
      const { text, headers } = await server.get(path).expect(200);
      assert.equal(text, YAML);
      assert.equal(headers['content-type'], 'text/plain');
    }
  });

  it('keeps placeholders when told to [config 57]', async () => {
    const { text } = await server.get('/billing-dev.yml?resolvePlaceholders=false').expect(200);
    assert.ok(text.split('\n').includes(`ref: ${placeholder('note')}-x`));
  });

  it('is JSON with the same members [config 58]', async () => {
    const { text, headers } = await server.get('/billing-dev.json').expect(200);
    assert.equal(headers['content-type'], 'application/json');
    const expected =
      '{"note":"dev","empty":"","nil":"","n":8080,"ref":"dev-x","rate":"3","list":["z"]}';
    assert.equal(text, expected);
  });

  it('is lines of properties, lists last, no newline at the end [config 59]', async () => {
    const { text, headers } = await server.get('/billing-dev.properties').expect(200);
    assert.equal(headers['content-type'], 'text/plain');
    const lines = ['note: dev', 'empty: ', 'nil: ', 'n: 8080', 'ref: dev-x', 'rate: 3'];
    assert.equal(text, [...lines, 'list[0]: z'].join('\n'));
  });

  it('is that of a label in front, a branch with a slash too [config 60]', async () => {
    await server.get('/main/billing-dev.yml').expect(200, YAML);
    for (const label of ['feature(_)x', 'feature%2Fx']) {
      const { text } = await server.get(`/${label}/billing-dev.yml`).expect(200);
      assert.equal(text, YAML.replaceAll('dev', 'branch'));
    }
    await server.get('/nope/billing-dev.yml').expect(404);
  });

  it('has its profile behind the last hyphen, and needs one [config 61, 62]', async () => {
    await server.fixture.push(
      { 'foo-bar.yml': 'who: foo-bar\n', 'foo.yml': 'who: foo\n' },
      'names',
    );
    await server.fixture.git('checkout', '-q', 'main');
    const { text } = await server.get('/names/foo-bar-dev.yml').expect(200);
    const lines = text.split('\n');
    assert.ok(lines.includes('who: foo-bar'));
    assert.ok(lines.includes('note: dev'));
    await server.get('/billing.yml').expect(404);
    await server.get('/main/billing.yml').expect(404);
  });

  it('is empty without sources [config 69]', async () => {
    const empty = await createGitFixture();
    await empty.push({});
    await withServer(empty, {}, async ({ get }) => {
      await get('/x-default.yml').expect(200, '{}\n');
      await get('/x-default.json').expect(200, '{}');
      await get('/x-default.properties').expect(200, '');
    });
    await empty.remove();
  });

  describe('made of unusual files', () => {
    before(async () => {
      await server.fixture.push(
        {
          'application.yml': 'note: base\n',
          'compound.yml': 'org: WARN\norg.x: ERROR\n',
          'reverse.yml': 'org.x: ERROR\norg: WARN\n',
          'unplaced.yml': 'a..b: 1\n',
          'strict.yml': `a: ${placeholder('b')}\nb: ${placeholder('missing')}\n`,
          'fallback.yml': `a: ${placeholder('missing:fallback')}\nb: \\${placeholder('note')}\n`,
          'lines.yml': `text: "one: 1\\n\\"two\\"\\n"\ncopy: ${placeholder('text')}\n`,
        },
        'unusual',
      );
      await server.fixture.push({ 'application.yml': '- c\n- d\n' }, 'list');
      await server.fixture.git('checkout', '-q', 'main');
    });

    const get = (file: string) => server.get(`/unusual/${file}`);

    it('keeps a value and what stands below its name, in any order [config 63]', async () => {
      for (const name of ['compound', 'reverse']) {
        const { text } = await get(`${name}-default.yml`).expect(200);
        assert.equal(text, 'note: base\norg: WARN\norg.x: ERROR\n');
      }
    });

    it('is refused with a key that has no place, the environment is not [config 64]', async () => {
      for (const extension of ['yml', 'yaml', 'json']) {
        await get(`unplaced-default.${extension}`).expect(400);
      }
      await server.get('/unplaced/default/unusual').expect(200);
    });

    it('is refused with an unknown name inside a value, but not as properties [config 65]', async () => {
      await get('strict-default.yml').expect(400);
      await get('strict-default.json').expect(400);
      const { text } = await get('strict-default.properties').expect(200);
      const missing = placeholder('missing');
      assert.equal(text, `note: base\na: ${missing}\nb: ${missing}`);
    });

    it('knows defaults and escaped placeholders [config 66]', async () => {
      const { text } = await get('fallback-default.json').expect(200);
      assert.deepEqual(JSON.parse(text), { note: 'base', a: 'fallback', b: placeholder('note') });
    });

    it('keeps a value of several lines whole [config 67]', async () => {
      const whole = 'one: 1\n"two"\n';
      const json = await get('lines-default.json').expect(200);
      assert.deepEqual(JSON.parse(json.text), { note: 'base', text: whole, copy: whole });
      const yaml = await get('lines-default.yml').expect(200);
      const block = '|\n  one: 1\n  "two"\n';
      assert.equal(yaml.text, `note: base\ntext: ${block}copy: ${block}`);
    });

    it('is a file that is only a list, unless told otherwise [config 68]', async () => {
      await server.get('/list/x-default.yml').expect(200, '- c\n- d\n');
      const settings = { [`${SERVER}.strip-document-from-yaml`]: false };
      await withServer(server.fixture, settings, async (keeping) => {
        await keeping.get('/list/x-default.yml').expect(200, 'document:\n- c\n- d\n');
      });
    });
  });
});

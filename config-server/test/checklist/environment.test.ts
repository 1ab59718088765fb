import assert from 'node:assert/strict';
import {
  createStudyFixture,
  GIT,
  placeholder,
  SERVER,
  useServer,
  V2,
  withServer,
} from './study-fixture.ts';

describe('checklist A: the environment of an application', () => {
  const server = useServer(createStudyFixture);

  it('has six members, in Spring’s order [config 1]', async () => {
    const { text, headers } = await server.get('/billing/dev').expect(200);
    assert.equal(headers['content-type'], 'application/json');
    const members = ['name', 'profiles', 'label', 'version', 'state', 'propertySources'];
    assert.deepEqual(Object.keys(JSON.parse(text)), members);
  });

  it('says who asked, and which commit answers [config 2]', async () => {
    const { name, label, version, state } = await server.environment('/billing/dev');
    assert.deepEqual(
      [name, label, version, state],
      ['billing', null, server.fixture.commits.main, ''],
    );
    assert.match(String(version), /^[0-9a-f]{40}$/);
  });

  it('has its sources strongest first [config 3]', async () => {
    assert.deepEqual(await server.files('/billing/dev'), [
      'billing-dev.properties',
      'application-dev.yml',
      'billing.yml (document #0)',
      'application.yml',
    ]);
  });

  it('names sources by repository and path, the profile in those of a profile [config 4]', async () => {
    const { propertySources } = await server.environment('/billing/dev');
    const names = propertySources.map(({ name }) => name);
    assert.ok(names.every((name) => name.startsWith(`${server.fixture.uri}/`)));
    assert.deepEqual(
      names.map((name) => /.*[-,]dev\b.*/.test(name)),
      [true, true, false, false],
    );
  });

  it('numbers lists, makes empty texts of nothing, keeps types and placeholders [config 5]', async () => {
    const { propertySources } = await server.environment('/billing/dev');
    assert.deepEqual(propertySources.at(-1)?.source, {
      note: 'base',
      'list[0]': 'a',
      'list[1]': 'b',
      'list[2]': 'c',
      empty: '',
      nil: '',
      n: 8080,
      ref: `${placeholder('note')}-x`,
    });
  });

  it('has texts alone from .properties [config 6]', async () => {
    const { propertySources } = await server.environment('/billing/dev');
    assert.deepEqual(propertySources[0]?.source, { rate: '3', 'list[0]': 'z' });
  });

  it('puts a file of the profile before a document for it [config 7]', async () => {
    assert.deepEqual(await server.files('/billing/prod'), [
      'billing-prod.yml',
      'billing.yml (document #1)',
      'billing.yml (document #0)',
      'application.yml',
    ]);
  });

  it('has nothing of other profiles for default [config 8]', async () => {
    const files = ['billing.yml (document #0)', 'application.yml'];
    assert.deepEqual(await server.files('/billing/default'), files);
  });

  it('lets a later profile win, its files as a group [config 10, 11]', async () => {
    const { profiles } = await server.environment('/billing/dev,prod');
    assert.deepEqual(profiles, ['dev,prod']);
    const shared = ['billing.yml (document #1)', 'billing.yml (document #0)', 'application.yml'];
    const dev = ['billing-dev.properties', 'application-dev.yml'];
    assert.deepEqual(await server.files('/billing/dev,prod'), [
      'billing-prod.yml',
      ...dev,
      ...shared,
    ]);
    assert.deepEqual(await server.files('/billing/prod,dev'), [
      ...dev,
      'billing-prod.yml',
      ...shared,
    ]);
  });

  it('is the same whether a comma is encoded or not [config 12]', async () => {
    const [literal, encoded] = [
      await server.get('/billing/dev,prod').expect(200),
      await server.get('/billing/dev%2Cprod').expect(200),
    ];
    assert.equal(encoded.text, literal.text);
  });

  it('has the files of application once for itself, and those alone for nobody known [config 14, 15]', async () => {
    assert.deepEqual(await server.files('/application/default'), ['application.yml']);
    assert.deepEqual(await server.files('/unknown/default'), ['application.yml']);
  });

  it('is that of a branch, a tag or a commit by label [config 17, 18, 19]', async () => {
    const atMain = await server.environment('/billing/dev/main');
    assert.equal(atMain.label, 'main');
    const unlabelled = await server.environment('/billing/dev');
    assert.deepEqual(atMain.propertySources, unlabelled.propertySources);
    for (const label of ['v1', server.fixture.commits.v1]) {
      assert.equal(
        (await server.environment(`/billing/dev/${label}`)).version,
        server.fixture.commits.v1,
      );
    }
    const { label, version } = await server.environment('/billing/dev/feature(_)x');
    assert.deepEqual([label, version], ['feature/x', server.fixture.commits['feature/x']]);
  });

  it('is 404 in Spring Boot’s form for a label that does not exist [config 20]', async () => {
    const { body, headers } = await server.get('/billing/dev/nope').expect(404);
    assert.match(String(headers['content-type']), /^application\/json/);
    assert.deepEqual(Object.keys(body), ['timestamp', 'status', 'error', 'path']);
    assert.equal(body.status, 404);
  });

  it('is that of several labels, the last strongest [config 21]', async () => {
    const { version, propertySources } = await server.environment('/billing/dev/v1,main');
    assert.equal(version, `${server.fixture.commits.v1},${server.fixture.commits.main}`);
    const atMain = (await server.environment('/billing/dev/main')).propertySources;
    const atV1 = (await server.environment('/billing/dev/v1')).propertySources;
    assert.deepEqual(propertySources, [...atMain, ...atV1]);
  });

  it('needs all of several labels unless told otherwise [config 22]', async () => {
    await server.get('/billing/dev/main,nope').expect(404);
    const settings = { [`${GIT}.continue-on-multiple-label-failure`]: true };
    await withServer(server.fixture, settings, async (lenient) => {
      const { propertySources } = await lenient.environment('/billing/dev/main,nope');
      const atMain = await server.environment('/billing/dev/main');
      assert.deepEqual(propertySources, atMain.propertySources);
      const none = await lenient.environment('/billing/dev/no,nope');
      assert.deepEqual([none.version, none.propertySources], ['', []]);
      await lenient.get('/billing/dev/nope').expect(404);
    });
  });

  it('is asked for without what stands behind a semicolon', async () => {
    const { text } = await server.get('/billing/dev/main').expect(200);
    assert.equal((await server.get('/billing;a=1/dev;b/main;c=2').expect(200)).text, text);
  });

  it('is found behind two slashes [config 23]', async () => {
    const { text } = await server.get('/billing/dev').expect(200);
    for (const path of ['//billing/dev', '/billing//dev', '///billing///dev']) {
      assert.equal((await server.get(path).expect(200)).text, text);
    }
  });

  it('has plain values for whoever does not ask for origins [config 24]', async () => {
    const plain = (await server.get('/billing/dev').unset('accept').expect(200)).text;
    for (const accept of ['*/*', 'application/json', 'application/json, text/plain, */*']) {
      const { text, headers } = await server.get('/billing/dev').set('accept', accept).expect(200);
      assert.equal(headers['content-type'], 'application/json', accept);
      assert.equal(text, plain, accept);
    }
    assert.match(plain, /"note":"dev"/);
  });

  it('has an origin with each value for those who do [config 25, 26]', async () => {
    for (const path of ['/billing/dev', '/billing/dev/v1,main']) {
      const { text, headers } = await server.get(path).set('accept', V2).expect(200);
      assert.equal(headers['content-type'], V2);
      const { propertySources } = JSON.parse(text) as {
        propertySources: { source: Record<string, { value: unknown; origin: string }> }[];
      };
      for (const { source } of propertySources) {
        for (const value of Object.values(source)) {
          assert.deepEqual(Object.keys(value), ['value', 'origin']);
          assert.match(value.origin, /^\d+:\d+$/);
        }
      }
      const note = path.endsWith('main') ? 'v1' : 'base';
      assert.deepEqual(propertySources.at(-1)?.source['note'], { value: note, origin: '1:7' });
    }
  });

  it('is no XML [config 27]', async () => {
    await server.get('/billing/dev').set('accept', 'application/xml').expect(406);
  });

  it('is not meant by a name of a file [config 28]', async () => {
    await server.get('/billing/bad.yml').expect(404);
    await server.get('/billing/dev-yml').expect(200);
  });

  it('refuses profiles that Boot refuses, unless told otherwise [config 29, 31]', async () => {
    for (const profiles of ['a..b', '-dev', 'dev,,eu']) {
      const { body } = await server.get(`/billing/${profiles}`).expect(400);
      assert.deepEqual(Object.keys(body), ['timestamp', 'status', 'error', 'path']);
    }
    await withServer(server.fixture, { 'spring.profiles.validate': false }, async (lenient) => {
      assert.deepEqual(await lenient.files('/billing/a..b'), await server.files('/billing/x'));
      assert.deepEqual(await lenient.files('/billing/-dev'), await server.files('/billing/x'));
      await lenient.get('/billing/..%2F..%2Fetc').expect(200);
      await lenient.get('/billing/dev%00').expect(400);
    });
  });

  it('refuses names and labels that lead elsewhere [config 30]', async () => {
    for (const path of [
      '/billing/dev/..(_)..',
      '/(_)billing/dev',
      '/bill%23ing/dev',
      '/billing/dev/%252e%252e',
    ]) {
      await server.get(path).expect(400);
    }
  });

  it('begins with the overrides, their escaped placeholders freed [config 32, 33]', async () => {
    const settings = {
      [`${SERVER}.overrides.x`]: 'y',
      [`${SERVER}.overrides.p`]: `\\${placeholder('foo')}`,
    };
    await withServer(server.fixture, settings, async (strict) => {
      const { propertySources } = await strict.environment('/billing/dev');
      const source = { x: 'y', p: placeholder('foo') };
      assert.deepEqual(propertySources[0], { name: 'overrides', source });
      const { text } = await strict.get('/billing/dev').set('accept', V2).expect(200);
      assert.match(text, /"x":\{"value":"y","origin":"Config server overrides"\}/);
    });
  });

  it('shows nothing of the server’s own environment [config 37]', async () => {
    const evil = 'from-the-server';
    process.env['NOTE'] = evil;
    process.env['SECRET_NOTE'] = evil;
    try {
      const names = ['NOTE', 'SECRET_NOTE', 'secret.note', 'java.version'];
      const text = names.map((name, index) => `k${index}: "${placeholder(name)}"`).join('\n');
      await server.fixture.push(
        { 'env.yml': text, 'env.conf': names.map(placeholder).join(' ') },
        'env',
      );
      const paths = ['/env/default/env', '/env/env-default.yml', '/env/default/env/env.conf'];
      for (const extension of ['json', 'properties']) paths.push(`/env/env-default.${extension}`);
      for (const path of paths) {
        const { text: answer } = await server.get(path).expect(200);
        assert.doesNotMatch(answer, new RegExp(evil), path);
        assert.ok(answer.includes(placeholder('SECRET_NOTE')), path);
      }
    } finally {
      delete process.env['NOTE'];
      delete process.env['SECRET_NOTE'];
      await server.fixture.git('checkout', '-q', 'main');
    }
  });
});

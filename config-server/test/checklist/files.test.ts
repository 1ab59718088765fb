import assert from 'node:assert/strict';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { GIT, type ServerUnderTest, useServer, withServer } from './study-fixture.ts';

/** A key and a value, the value with é, in one byte each. */
const LATIN_1 = Buffer.from('umlaut=\u00fc\n', 'latin1');

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'keys.yml': 'm: {1: a}\nb: {"[x/y]": a}\na.b: {c: 1}\nl: [[1, 2], [3]]\n',
  'types.yml': 't: 2024-01-01\nb: yes\no: 010\ns: "010"\n',
  'twice.yml': 'a: 1\na: 2\n',
  'tagged.yml': 's: !secret x\n',
  'escapes.properties': 'k\\:1 = v\\u00e9 \\\n   w\narr[]=x,y\\,z\n',
  'latin.properties': LATIN_1,
  'documents.properties': 'a=0\n#---\na=1\n',
  'commented.properties': 'a=0\n# note\n#---\na=1\n',
  'json.json': '{"from":"json"}',
  'both.properties': 'k=properties\n',
  'both.yml': 'k: yaml\n',
  'conditions.yml': [
    'spring.config.activate.on-profile: dev & eu\nn: 0\n',
    'spring.config.activate.on-profile: "!dev"\nn: 1\n',
    'n: 2\n',
  ].join('---\n'),
  'cloud.yml': [
    'spring.config.activate.on-cloud-platform: kubernetes\nn: 0\n',
    'spring.config.activate.on-cloud-platform: none\nn: 1\n',
  ].join('---\n'),
  'grouped.yml': 'spring.profiles.include: extra\n',
  'grouped-extra.yml': 'from: extra\n',
  'choosing-prod.yml': 'spring.profiles.include: extra\n',
  'choosing-default.yml': 'spring.profiles.include: extra\n',
};

describe('checklist B: the files of a repository', () => {
  const server = useServer(
    async () => {
      const fixture = await createGitFixture();
      await fixture.push(FILES);
      return fixture;
    },
    { [`${GIT}.try-master-branch`]: false },
  );

  async function valuesOf(application: string): Promise<object> {
    const { propertySources } = await server.environment(`/${application}/default`);
    return propertySources[0]?.source ?? {};
  }

  it('are flattened to the keys that Spring makes [config 38, 39]', async () => {
    assert.deepEqual(await valuesOf('keys'), {
      'm[1]': 'a',
      'b[x/y]': 'a',
      'a.b.c': 1,
      'l[0][0]': 1,
      'l[0][1]': 2,
      'l[1][0]': 3,
    });
  });

  it('have the types of YAML 1.1, dates as texts [config 40]', async () => {
    assert.deepEqual(await valuesOf('types'), { t: '2024-01-01', b: true, o: 8, s: '010' });
  });

  it('are an error with a repeated key or a tag of their own [config 41, 42]', async () => {
    for (const application of ['twice', 'tagged']) {
      const { body, headers } = await server.get(`/${application}/default`).expect(500);
      assert.equal(body.status, 500);
      assert.match(
        String(headers['x-vernal-problem']),
        new RegExp(`^${application}\\.yml, line \\d`),
      );
    }
  });

  it('of properties have escapes, lists in one line, and one byte per letter [config 43, 44, 45]', async () => {
    assert.deepEqual(await valuesOf('escapes'), {
      'k:1': 'v\u00e9 w',
      'arr[0]': 'x',
      'arr[1]': 'y,z',
    });
    assert.deepEqual(await valuesOf('latin'), { umlaut: '\u00fc' });
  });

  it('of properties may hold several documents [config 46]', async () => {
    assert.deepEqual(await server.files('/documents/default'), [
      'documents.properties (document #1)',
      'documents.properties (document #0)',
    ]);
    assert.deepEqual(await server.files('/commented/default'), ['commented.properties']);
  });

  it('of JSON are no configuration, but can be read as they are [config 47]', async () => {
    assert.deepEqual(await server.files('/json/default'), []);
    await server.get('/json/default/main/json.json').expect(200, '{"from":"json"}');
  });

  it('of properties beat those of YAML [config 48]', async () => {
    assert.deepEqual(await server.files('/both/default'), ['both.properties', 'both.yml']);
    await server.get('/both-default.properties').expect(200, 'k: properties');
  });

  it('have documents for some profiles only, whose numbers stay [config 49, 53]', async () => {
    const document = (number: number) => `conditions.yml (document #${number})`;
    assert.deepEqual(await server.files('/conditions/dev,eu'), [document(2), document(0)]);
    assert.deepEqual(await server.files('/conditions/dev'), [document(2)]);
    assert.deepEqual(await server.files('/conditions/default'), [document(2), document(1)]);
  });

  it('have documents for the platform that the server runs on', async () => {
    const signs = ['KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT'];
    assert.deepEqual(await server.files('/cloud/default'), ['cloud.yml (document #1)']);
    for (const name of signs) process.env[name] = '10.0.0.1';
    try {
      await withServer(server.fixture, {}, async ({ files }) => {
        assert.deepEqual(await files('/cloud/default'), ['cloud.yml (document #0)']);
      });
    } finally {
      for (const name of signs) delete process.env[name];
    }
  });

  it('may add profiles, except to default [config 54]', async () => {
    const { propertySources } = await server.environment('/grouped/x');
    assert.deepEqual(propertySources[0]?.source, { from: 'extra' });
    assert.deepEqual(await server.files('/grouped/default'), ['grouped.yml']);
  });

  it('must not choose profiles for one profile, except for default', async () => {
    const problem = /spring\.profiles\.include is not allowed/;
    await server.get('/choosing/prod').expect(500).expect('x-vernal-problem', problem);
    assert.deepEqual(await server.files('/choosing/default'), ['choosing-default.yml']);
  });
});

describe('checklist B: search paths', () => {
  let fixture: GitFixture;

  before(async () => {
    fixture = await createGitFixture();
    const paths = ['billing', 'application', 'shared/application', 'billing/application'];
    const teams = ['team-a/application', 'team-b/application'];
    const profiles = ['shared/application-dev', 'application-eu', 'shared/billing-eu'];
    const files = [...paths, ...teams, ...profiles].map((path) => [
      `${path}.yml`,
      `from: ${path}\n`,
    ]);
    await fixture.push(Object.fromEntries(files));
  });
  after(() => fixture.remove());

  const searching = (paths: string, use: (server: ServerUnderTest) => Promise<void>) =>
    withServer(fixture, { [`${GIT}.search-paths`]: paths }, use);

  it('beat the root as a whole [config 50]', async () => {
    await searching('shared', async ({ files }) => {
      assert.deepEqual(await files('/billing/default'), [
        'shared/application.yml',
        'billing.yml',
        'application.yml',
      ]);
    });
  });

  it('do not beat a later profile, whose files count as a group', async () => {
    await searching('shared', async ({ files }) => {
      const [last, first] = await Promise.all([files('/billing/dev,eu'), files('/billing/eu,dev')]);
      const eu = ['shared/billing-eu.yml', 'application-eu.yml'];
      assert.deepEqual(last.slice(0, 3), [...eu, 'shared/application-dev.yml']);
      assert.deepEqual(first.slice(0, 3), ['shared/application-dev.yml', ...eu]);
    });
  });

  it('may name the application [config 51]', async () => {
    await searching('{application}', async ({ files }) => {
      assert.deepEqual(await files('/billing/default'), [
        'billing/application.yml',
        'billing.yml',
        'application.yml',
      ]);
      assert.deepEqual(await files('/orders/default'), ['application.yml']);
    });
  });

  it('may match several folders, later ones stronger [config 52]', async () => {
    await searching('team-*', async ({ files }) => {
      assert.deepEqual(await files('/orders/default'), [
        'team-b/application.yml',
        'team-a/application.yml',
        'application.yml',
      ]);
    });
  });
});

import assert from 'node:assert/strict';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { addManyCommits } from '../many-commits.ts';
import { type Settings, startConfigServer } from './start-config-server.ts';

const CIPHER = '{cipher}ea8daf6f5ee9ea9321f4f4175bfcea508f7eba634e14b625b50735c09e91675c';
/** A page ends after so many commits that touched what is read. */
const PAGE = 100;

interface Change {
  readonly commit: string;
  readonly changedKeys: readonly string[];
  readonly problem?: string;
}

describe('the history over HTTP', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon | undefined;

  beforeEach(async () => {
    fixture = await createGitFixture();
  });
  afterEach(async () => {
    await daemon?.stop();
    await fixture.remove();
  });

  async function start(settings: Settings = {}): Promise<void> {
    daemon = await startConfigServer(fixture, { 'encrypt.key': 'vernal-test-key', ...settings });
  }
  const get = (path: string) => request(daemon?.listener ?? '').get(`/actuator/vernal/${path}`);
  const commitsOf = async (path: string): Promise<string[]> =>
    (await get(path).expect(200)).body.changes.map(({ commit }: Change) => commit);
  const keysOf = async (path: string) =>
    (await get(path).expect(200)).body.changes.map(({ commit, changedKeys }: Change) => [
      commit,
      changedKeys,
    ]);
  const pushRate = (rate: number) => fixture.push({ 'billing.yml': `rate: ${rate}\n` });

  describe('for a reader who may read the label main alone', () => {
    const limited = {
      ...{ 'vernal.security.users[0].name': 'may', 'vernal.security.users[0].password': 'x' },
      ...{ 'vernal.security.users[0].roles': 'reader' },
      'vernal.security.users[0].reads': 'billing/dev/main',
    };
    const read = (path: string) => get(`history/billing/dev${path}`).auth('may', 'x');

    it('goes on from page to page', async () => {
      const files = Array.from({ length: PAGE + 2 }, (_, rate) => ({
        ...{ path: 'billing.yml', content: `rate: ${rate}\n` },
      }));
      const pushed = addManyCommits(fixture, files).toReversed();
      await start(limited);
      const first = (await read('?label=main').expect(200)).body;
      assert.equal(first.from, pushed[0]);
      assert.equal(first.next, pushed[PAGE]);
      const second = (await read(`?label=main&from=${first.next}`).expect(200)).body;
      const both = [...first.changes, ...second.changes].map(({ commit }: Change) => commit);
      assert.deepEqual(both, pushed);
      assert.equal(second.next, undefined);
      await read(`?label=${first.next}`).expect(403);
    });

    it('does not go on from a commit that main does not have', async () => {
      await pushRate(1);
      const other = await fixture.push({ 'billing.yml': 'rate: secret\n' }, 'other');
      await fixture.git('checkout', '-q', 'main');
      await pushRate(2);
      await start(limited);
      for (const from of [other, other.slice(0, 10), 'other', 'nope']) {
        const refused = await read(`?label=main&from=${from}`).expect(404);
        assert.match(String(refused.headers['x-vernal-problem']), /no such commit in the history/);
      }
      await read(`?label=other&from=${other}`).expect(403);
    });
  });

  it('lists a merge by what it brought to the label, and its branch under its own name', async () => {
    const first = await pushRate(1);
    const onBranch = await fixture.push({ 'billing.yml': 'rate: 1\nsize: 2\n' }, 'feature/x');
    await fixture.git('checkout', '-q', 'main');
    const second = await fixture.push({ 'orders.yml': 'a: 1\n' });
    await fixture.git('merge', '-q', '--no-ff', '-m', 'merge', 'feature/x');
    await fixture.git('push', '-q', 'origin', 'main');
    const merge = await fixture.git('rev-parse', 'HEAD');
    await start();
    const expected = [
      [merge, ['size']],
      [first, ['rate']],
    ];
    assert.deepEqual(await keysOf('history/billing/dev'), expected);
    assert.deepEqual(await keysOf(`history/billing/dev?label=main&from=${second}`), [expected[1]]);
    const branch = await commitsOf('history/billing/dev?label=feature(_)x');
    assert.deepEqual(branch, [onBranch, first]);
    assert.deepEqual(await commitsOf('history/billing/dev?label=feature/x'), branch);
  });

  it('follows a file that is renamed, and lists the rename when it changes what is read', async () => {
    const first = await fixture.push({ 'billing.yml': 'rate: 1\n' });
    await fixture.git('mv', 'billing.yml', 'billing-dev.yml');
    await fixture.push({});
    await fixture.git('mv', 'billing-dev.yml', 'unread.yml');
    const gone = await fixture.push({});
    await start();
    assert.deepEqual(await keysOf('history/billing/dev'), [
      [gone, ['rate']],
      [first, ['rate']],
    ]);
    const { changes } = (await get(`diff?app=billing&profile=dev&from=${first}&to=main`)).body;
    assert.deepEqual(changes, [{ key: 'rate', before: '1' }]);
  });

  it('is that of the branch as it is now after a forced push, the old commits still by their ids', async () => {
    const first = await pushRate(1);
    const dropped = await pushRate(2);
    await start();
    assert.deepEqual(await commitsOf('history/billing/dev'), [dropped, first]);
    await fixture.git('reset', '-q', '--hard', first);
    const second = await pushRate(3);
    assert.deepEqual(await commitsOf('history/billing/dev?label=main'), [second, first]);
    assert.deepEqual(await commitsOf(`history/billing/dev?label=${dropped}`), [dropped, first]);
    await get(`history/billing/dev?label=main&from=${dropped}`).expect(404);
    const { changes } = (await get(`diff?app=billing&from=${dropped}&to=main`)).body;
    assert.deepEqual(changes, [{ key: 'rate', before: '2', after: '3' }]);
  });

  it('is 404 for a branch that was deleted', async () => {
    await pushRate(1);
    await fixture.push({ 'billing.yml': 'rate: 2\n' }, 'old');
    await start();
    await get('history/billing/dev?label=old').expect(200);
    await fixture.git('push', '-q', 'origin', ':old');
    const refused = await get('history/billing/dev?label=old').expect(404);
    assert.equal(refused.headers['x-vernal-problem'], 'no such label or commit: old');
    await get('diff?app=billing&from=main&to=old').expect(404);
  });

  it('names a binary and a huge file as what is wrong with a commit, and goes on before them', async () => {
    const first = await pushRate(1);
    const binary = await fixture.push({ 'billing.yml': Uint8Array.from([0, 255, 254, 0, 128]) });
    const huge = await fixture.push({ 'billing.yml': `rate: ${'x'.repeat(200_000)}\n` });
    const last = await pushRate(2);
    await start({ 'vernal.config.max-file-size': '100KB' });
    const { changes } = (await get('history/billing/dev').expect(200)).body;
    assert.deepEqual(
      changes.map(({ commit, problem }: Change) => [commit, problem === undefined]),
      [
        [last, true],
        [huge, false],
        [binary, false],
        [first, true],
      ],
    );
    await get(`diff?app=billing&from=${first}&to=${huge}`).expect(409);
  });

  it('counts the profiles of groups among what is read', async () => {
    const group = 'spring.profiles.group.prod: eu,fast\n';
    const first = await fixture.push({ 'application.yml': group, 'billing-eu.yml': 'rate: 1\n' });
    const second = await fixture.push({ 'billing-eu.yml': 'rate: 2\n' });
    await start();
    assert.deepEqual((await commitsOf('history/billing/prod')).slice(0, 1), [second]);
    const { changes } = (await get(`diff?app=billing&profile=prod&from=${first}&to=main`)).body;
    assert.deepEqual(changes, [{ key: 'rate', before: '1', after: '2' }]);
  });

  it('shows no secret in a difference, wherever it stands', async () => {
    const first = await fixture.push({ 'orders.yml': 'rate: 1\n' });
    await fixture.push({
      'billing.yml': [
        `licences: ['${CIPHER}']`,
        `users: [{name: ann, note: '${CIPHER}'}]`,
        'tokens: [sesame]',
        'secrets: {github: {value: sesame}}',
        'hosts: [https://ann:sesame@host/a]',
        `login: '{"user":"ann","password":"sesame"}'`,
        '',
      ].join('\n'),
      'billing-dev.properties': 'options=-Dkey-store-password=sesame\n',
    });
    await start();
    const path = `diff?app=billing&profile=dev&from=${first}&to=main`;
    const { body, text } = await get(path).expect(200);
    assert.doesNotMatch(text, /sesame|mysecret|cipher/);
    const shown = Object.fromEntries(
      body.changes.map(({ key, after }: { key: string; after?: string }) => [key, after]),
    );
    assert.deepEqual(shown, {
      'hosts[0]': 'https://******@host/a',
      'licences[0]': '******',
      login: '{"user":"ann","password":"******"}',
      options: '-Dkey-store-password=******',
      'secrets.github.value': '******',
      'tokens[0]': '******',
      'users[0].name': 'ann',
      'users[0].note': '******',
    });
    const history = (await get('history/billing/dev').expect(200)).text;
    assert.doesNotMatch(history, /sesame|mysecret|cipher/);
  });
});

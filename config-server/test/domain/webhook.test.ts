import assert from 'node:assert/strict';
import { changedNames, WEBHOOK_PROVIDERS } from '../../src/domain/webhook.ts';

describe('changedNames', () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['application.yml', ['*']],
    ['application-local.yml', ['application-local', '*']],
    ['foo-local-dev.yml', ['foo-local-dev', 'foo-local', 'foo']],
    ['C:\\config\\foo.yml', ['foo']],
    ['/foo/bar.properties', ['bar']],
    ['docs/README.md', ['README']],
    ['', ['']],
    ['.gitignore', ['']],
    ['dir/', ['']],
    ['-x.yml', ['-x', '']],
    ['foo-.yml', ['foo-', 'foo']],
    ['foo..yml', ['foo.']],
  ];
  for (const [path, names] of table) {
    it(`reads ${JSON.stringify(path)} as ${JSON.stringify(names)} [config 115]`, () => {
      assert.deepEqual(changedNames({}, { path }), names);
    });
  }

  it('unites the files of a push, each name once [config 116]', () => {
    const body = { commits: [{ added: ['a.yml'], modified: ['b-x.yml'] }, { removed: ['a.yml'] }] };
    assert.deepEqual(changedNames({ 'x-github-event': 'push' }, body), ['a', 'b-x', 'b']);
  });

  it('takes nothing from a ping or from what it does not know [config 117]', () => {
    assert.deepEqual(changedNames({ 'x-github-event': 'ping' }, { zen: 'x' }), []);
    assert.deepEqual(changedNames({}, { commits: 1 }), []);
    assert.deepEqual(changedNames({ 'x-github-event': 'push' }, { commits: [null, 1] }), []);
  });

  it('takes nothing from a name that no file can have, however many hyphens it has', () => {
    assert.deepEqual(changedNames({}, { path: `${'a-'.repeat(50_000)}b.yml` }), []);
  });

  for (const [title, headers, body] of [
    ['Bitbucket', { 'x-event-key': 'repo:push', 'x-hook-uuid': 'u' }, { push: { changes: [] } }],
    [
      'Bitbucket, of a merged request',
      { 'x-event-key': 'pullrequest:fulfilled', 'x-hook-uuid': 'u' },
      { push: { changes: [] } },
    ],
    [
      'Bitbucket Server',
      { 'x-event-key': 'repo:refs_changed', 'x-request-id': 'r' },
      { changes: [{}] },
    ],
    [
      'Bitbucket Server, of a merged request',
      { 'x-event-key': 'pr:merged', 'x-request-id': 'r' },
      {},
    ],
    ['Gitea', { 'x-gitea-event': 'push' }, { commits: [] }],
  ] as const) {
    it(`means everything where a host does not list files: ${title} [config 118]`, () => {
      assert.deepEqual(changedNames(headers, body), ['*']);
      const anyEvent = Object.keys(headers).map((name) => [name, 'issue:created']);
      assert.deepEqual(changedNames(Object.fromEntries(anyEvent), body), []);
      for (const missing of Object.keys(headers)) {
        const others = Object.entries(headers).filter(([name]) => name !== missing);
        assert.deepEqual(changedNames(Object.fromEntries(others), body), [], missing);
      }
    });
  }

  it('of a host that is switched off is not read, as in Spring', () => {
    const push = { commits: [{ added: ['a.yml'] }] };
    const headers = {
      github: { 'x-github-event': 'push' },
      gitlab: { 'x-gitlab-event': 'Push Hook' },
      gitee: { 'x-git-oschina-event': 'Push Hook' },
      gogs: { 'x-gogs-event': 'push' },
      gitea: { 'x-gitea-event': 'push' },
      bitbucket: { 'x-event-key': 'pr:merged', 'x-request-id': 'r' },
    };
    for (const provider of WEBHOOK_PROVIDERS) {
      const others = new Set(WEBHOOK_PROVIDERS.filter((other) => other !== provider));
      assert.equal(changedNames(headers[provider], push).length, 1, provider);
      assert.deepEqual(changedNames(headers[provider], push, others), [], provider);
    }
  });
});

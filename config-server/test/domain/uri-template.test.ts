import assert from 'node:assert/strict';
import { posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { choosesHost, fillUriTemplate, isUriTemplate } from '../../src/domain/uri-template.ts';

const TEMPLATE = 'https://git.example.org/{application}-{profile}.git';

function fill(application: string, template = TEMPLATE): string | undefined {
  return fillUriTemplate(template, { application, profiles: 'dev', label: 'main' });
}

describe('the address of a repository with placeholders', () => {
  it('is filled in from the query', () => {
    assert.equal(fill('org/app'), 'https://git.example.org/org/app-dev.git');
    assert.equal(fill('a', 'file:///srv/{label}/{application}'), 'file:///srv/main/a');
  });

  it('is told from one without', () => {
    assert.equal(isUriTemplate(TEMPLATE), true);
    assert.equal(isUriTemplate('https://git.example.org/{other}.git'), false);
  });

  it('is never used when the query could choose the host', () => {
    for (const uri of ['http://{application}:1/c.git', 'https://x.{label}/a', '{application}:a']) {
      assert.equal(choosesHost(uri), true, uri);
    }
    for (const uri of [TEMPLATE, 'git@example.org:{application}.git', 'file:///srv/{label}']) {
      assert.equal(choosesHost(uri), false, uri);
    }
  });

  it('does not exist for names that an address must not get', () => {
    for (const name of ['-x', '/x', '~x', 'a?b', 'a#b', 'a b', '../x', 'a%2e', 'a\nb', 'a:b', '']) {
      if (name !== '') assert.equal(fill(name), undefined, name);
    }
  });

  it('stays on its host and below its folder, whatever the names', () => {
    const hostile = fc.constantFrom(
      '..',
      '../x',
      '@evil.example',
      'a@b:c',
      '//evil',
      '%2e%2e',
      '\\..',
    );
    const name = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.oneof(hostile, fc.constantFrom('/', '.', 'a', '-', '~', ',')), { maxLength: 6 }),
    );
    const templates = [
      'https://git.example.org/team/{application}.git',
      'https://git.example.org/team/{label}/{application}-{profile}',
      'ssh://git@git.example.org:22/team/{application}/{label}',
    ];
    fc.assert(
      fc.property(name, name, fc.constantFrom(...templates), (one, other, template) => {
        const [application, label] = [[one].flat().join(''), [other].flat().join('')];
        const filled = fillUriTemplate(template, { application, profiles: 'dev', label });
        if (filled === undefined) return;
        const url = new URL(filled);
        assert.equal(url.hostname, 'git.example.org');
        assert.ok(url.pathname.startsWith('/team/'), url.pathname);
        assert.equal(url.username, template.startsWith('ssh') ? 'git' : '');
        assert.equal(url.password + url.search + url.hash, '');
      }),
      { numRuns: 2_000 },
    );
  });

  it('stays below its folder on this machine and behind a colon, whatever the name', () => {
    const parts = fc.constantFrom(
      '..',
      '.',
      '/',
      'a',
      '@',
      ':',
      '~',
      '%2f',
      '\0',
      '-',
      '$(x)',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), (some) => {
        const application = some.join('');
        const local = fill(application, 'file:///srv/{application}/config');
        if (local !== undefined) {
          assert.ok(resolve(fileURLToPath(local)).startsWith('/srv/'), local);
        }
        const remote = fill(application, 'git@git.example.org:team/{application}.git');
        if (remote === undefined) return;
        assert.ok(remote.startsWith('git@git.example.org:team/'));
        assert.ok(posix.join('/team', remote.slice(remote.indexOf(':') + 6)).startsWith('/team'));
        assert.doesNotMatch(remote.slice(remote.indexOf(':') + 1), /[:\s$%\0]/);
      }),
      { numRuns: 2_000 },
    );
  });
});

import assert from 'node:assert/strict';
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
    for (const name of ['-x', '/x', 'a?b', 'a#b', 'a b', '../x', 'a%2e', 'a\nb', 'a:b', '']) {
      if (name !== '') assert.equal(fill(name), undefined, name);
    }
  });

  it('stays on its host and below its folder, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const filled = fill(name, 'https://git.example.org/team/{application}.git');
        if (filled === undefined) return;
        const url = new URL(filled);
        assert.equal(url.host, 'git.example.org');
        assert.ok(url.pathname.startsWith('/team/'));
        assert.equal(url.username + url.search + url.hash, '');
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { generalFiles, profileFiles } from '../../src/domain/config-files.ts';

const keyOf = (application: string) => ({ application, profiles: 'dev', label: null });
const paths = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);

describe('the files that a query may read, weakest first', () => {
  it('differ least in their extension: yaml, yml, xml, properties [config 48]', () => {
    const extensions = ['yaml', 'yml', 'xml', 'properties'];
    const expected = ['application', 'orders'].flatMap((name) =>
      extensions.map((extension) => `${name}.${extension}`),
    );
    assert.deepEqual(paths(generalFiles(keyOf('orders'), [''])), expected);
  });

  it('differ more in their directory than in their name [config 50]', () => {
    const names = paths(generalFiles(keyOf('orders,billing'), ['', 'shared/']));
    const inYaml = names.filter((name) => name.endsWith('.yml'));
    const each = ['application.yml', 'orders.yml', 'billing.yml'];
    assert.deepEqual(inYaml, [...each, ...each.map((name) => `shared/${name}`)]);
  });

  it('differ most in their profile, which they are told by', () => {
    const files = profileFiles(keyOf('orders'), ['', 'shared/'], ['dev', 'eu']);
    const inYaml = files.filter(({ path }) => path.endsWith('.yml'));
    const expected = ['dev', 'eu'].flatMap((profile) =>
      ['', 'shared/'].flatMap((directory) =>
        ['application', 'orders'].map((name) => ({
          path: `${directory}${name}-${profile}.yml`,
          profile,
        })),
      ),
    );
    assert.deepEqual(inYaml, expected);
  });

  it('are listed once for an application that has the name of all', () => {
    assert.equal(generalFiles(keyOf('application'), ['']).length, 4);
  });
});

import assert from 'node:assert/strict';
import { importedFiles } from '../../src/domain/config-imports.ts';

const KEY = { application: 'orders', profiles: 'dev', label: null };

function filesOf(document: Record<string, string>, importer: string, profiles: string[]): string[] {
  const entries = Object.entries(document).map(([key, value]) => [key, { value }] as const);
  const found = importedFiles(new Map(entries), { importer, key: KEY, profiles });
  return found.map(({ path }) => path);
}

function imported(value: string, importer = 'apps/orders.yml'): string[] {
  return filesOf({ 'spring.config.import': value }, importer, []);
}

describe('spring.config.import in a served file', () => {
  it('names files beside the one that imports them', () => {
    assert.deepEqual(imported('more.yml'), ['apps/more.yml']);
    assert.deepEqual(imported('optional:file:./a.yml, ../b.properties'), [
      'apps/a.yml',
      'b.properties',
    ]);
    assert.deepEqual(filesOf({ 'spring.config.import[0]': 'x.yml' }, 'orders.yml', []), ['x.yml']);
    assert.deepEqual(imported('a.yml;b.yml'), ['apps/a.yml', 'apps/b.yml']);
  });

  it('brings those of the profiles along, which are stronger', () => {
    const document = { 'spring.config.import': 'a.yml,b.properties' };
    assert.deepEqual(filesOf(document, 'orders.yml', ['dev', 'eu']), [
      'a.yml',
      'b.properties',
      'a-dev.yml',
      'a-eu.yml',
      'b-dev.properties',
      'b-eu.properties',
    ]);
  });

  it('names folders, whose files have the usual names', () => {
    const found = filesOf({ 'spring.config.import': 'shared/' }, 'apps/orders.yml', ['dev']);
    assert.deepEqual(
      found.filter((path) => path.endsWith('.yml')),
      ['application', 'orders', 'application-dev', 'orders-dev'].map(
        (name) => `apps/shared/${name}.yml`,
      ),
    );
  });

  it('never leads out of the repository', () => {
    for (const location of ['/etc/passwd', 'file:/etc/x.yml', '../../x.yml', 'classpath:x.yml']) {
      assert.deepEqual(imported(location), [], location);
    }
    assert.deepEqual(imported('configserver:http://localhost:8888'), []);
  });
});

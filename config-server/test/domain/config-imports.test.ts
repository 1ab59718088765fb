import assert from 'node:assert/strict';
import { importedPaths } from '../../src/domain/config-imports.ts';

function imported(value: string, importer = 'apps/orders.yml'): string[] {
  return importedPaths(new Map([['spring.config.import', { value, origin: '1:1' }]]), importer);
}

describe('spring.config.import in a served file', () => {
  it('names files beside the one that imports them', () => {
    assert.deepEqual(imported('more.yml'), ['apps/more.yml']);
    assert.deepEqual(imported('optional:file:./a.yml, ../b.properties'), [
      'apps/a.yml',
      'b.properties',
    ]);
    const list = new Map([['spring.config.import[0]', { value: 'x.yml', origin: '1:1' }]]);
    assert.deepEqual(importedPaths(list, 'orders.yml'), ['x.yml']);
  });

  it('never leads out of the repository', () => {
    for (const location of ['/etc/passwd', 'file:/etc/x.yml', '../../x.yml', 'classpath:x.yml']) {
      assert.deepEqual(imported(location), [], location);
    }
    assert.deepEqual(imported('configserver:http://localhost:8888'), []);
  });
});

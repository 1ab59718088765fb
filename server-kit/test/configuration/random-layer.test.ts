import assert from 'node:assert/strict';
import { namedLayer, stackLayers } from '@vernal/core/options';
import { seededRandom } from '@vernal/core/testing';
import { randomLayer } from '../../src/configuration/random-layer.ts';

describe('chance in option files', () => {
  const source = stackLayers([namedLayer('file', []), randomLayer(seededRandom(1))]);

  function resolve(name: string): string {
    const resolved = source.resolve({ name: 'a', value: `\${${name}}`, origin: 'a file' });
    assert.ok(resolved.ok, name);
    return resolved.value;
  }

  const shapes: readonly [string, RegExp][] = [
    ['random.value', /^[0-9a-f]{32}$/],
    ['random.uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['random.int', /^\d{1,10}$/],
    ['random.long', /^\d{1,10}$/],
    ['random.int(3)', /^[012]$/],
    ['random.int[7,9]', /^[78]$/],
  ];
  for (const [name, shape] of shapes) {
    it(`gives ${name} the shape that it has in Spring`, () => {
      for (let times = 0; times < 20; times += 1) assert.match(resolve(name), shape);
    });
  }

  it('differs each time', () => {
    assert.notEqual(resolve('random.value'), resolve('random.value'));
  });

  it('leaves other names alone', () => {
    assert.equal(source.find('random.words'), undefined);
    assert.equal(source.find('server.port'), undefined);
  });
});

import assert from 'node:assert/strict';
import { changedKeys, effectiveProperties } from '../../src/config/index.ts';

describe('effective properties', () => {
  it('take each key from the first source that has it', () => {
    const environment = {
      name: 'a',
      profiles: ['default'],
      label: null,
      version: null,
      state: null,
      propertySources: [
        { name: 'strong', source: new Map([['x', 1]]) },
        { name: 'weak', source: new Map(Object.entries({ x: 2, y: 3 })) },
      ],
    };
    assert.deepEqual(
      [...effectiveProperties(environment)],
      [
        ['x', 1],
        ['y', 3],
      ],
    );
  });

  it('differ by what was added, removed or changed, in type too', () => {
    const before = new Map<string, string | number>([
      ['same', 1],
      ['typed', 1],
      ['gone', 1],
    ]);
    const after = new Map<string, string | number>([
      ['same', 1],
      ['typed', '1'],
      ['new', 1],
    ]);
    assert.deepEqual(changedKeys(before, after), ['gone', 'new', 'typed']);
  });
});

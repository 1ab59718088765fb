import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { optionsIn } from '@vernal/core/options';
import { checkoutPath } from '@vernal/core/testing';
import { registryDaemon } from '../../src/index.ts';

describe('docs/registry/options.md', () => {
  const guide = readFileSync(checkoutPath('docs', 'registry', 'options.md'), 'utf8');
  const [honoured = '', inert = ''] = guide.split('## Accepted, without effect');
  const options = optionsIn(registryDaemon.options).filter(
    ({ name }) => name.startsWith('eureka.') || name.startsWith('vernal.registry.'),
  );

  it('tells of every option that has an effect', () => {
    const names = options.filter((one) => one.inertBecause === undefined).map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => !honoured.includes(`| \`${name}`)),
      [],
    );
  });

  it('says why every other is accepted', () => {
    const missing = options.flatMap(({ name, aliases, inertBecause }) => {
      if (inertBecause === undefined) return [];
      const row = inert.split('\n').find((line) => line.startsWith(`| ${inertBecause} |`)) ?? '';
      return [name, ...aliases].filter((one) => !row.includes(`\`${one}\``));
    });
    assert.deepEqual(missing, []);
  });
});

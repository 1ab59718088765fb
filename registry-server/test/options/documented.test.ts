import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { optionsIn } from '@vernal/core/options';
import { registryDaemon } from '../../src/index.ts';

/** The guide stands beside this package, wherever it was built to. */
function findGuide(from: string): string {
  const file = join(from, 'docs', 'registry', 'options.md');
  return existsSync(file) ? file : findGuide(dirname(from));
}

describe('docs/registry/options.md', () => {
  const guide = readFileSync(findGuide(fileURLToPath(import.meta.url)), 'utf8');
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

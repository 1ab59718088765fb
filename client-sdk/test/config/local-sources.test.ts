import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localSources } from '../../src/config/local-sources.ts';

describe('local sources', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-local-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function fileWith(text: string): Promise<string> {
    const path = join(folder, 'application.yml');
    await writeFile(path, text);
    return path;
  }

  it('come in the order of their strength [client-sdk 59]', async () => {
    const file = await fileWith('pricing:\n  tax: 7\n  rates: [1, 2.50]\n');
    const args = ['serve', '--pricing.tax=8', '--verbose'];
    const sources = await localSources({ file, args, overrides: { a: 1 }, defaults: { b: 2 } });
    const entries = (list: typeof sources.aboveEnvironment) =>
      list.map(({ name, values }) => [name, Object.fromEntries(values)]);
    assert.deepEqual(entries(sources.aboveEnvironment), [
      ['overrides', { a: 1 }],
      ['arguments', { 'pricing.tax': '8' }],
    ]);
    const inFile = { 'pricing.tax': 7, 'pricing.rates[0]': 1, 'pricing.rates[1]': 2.5 };
    assert.deepEqual(entries(sources.belowEnvironment), [
      [file, inFile],
      ['defaults', { b: 2 }],
    ]);
  });

  it('say which file can not be read, and where', async () => {
    const missing = join(folder, 'missing.yml');
    const invalid = { code: 'CONFIG_INVALID' };
    await assert.rejects(localSources({ file: missing }), { ...invalid, message: /missing\.yml/ });
    const file = await fileWith('a: [1\nb: 2');
    await assert.rejects(localSources({ file }), { ...invalid, message: /line \d/ });
  });
});

import assert from 'node:assert/strict';
import { fail, succeed } from '@vernal/core';
import { FileReports, reportCache } from '../../src/checks/file-reports.ts';
import { CacheBudget } from '../../src/domain/cache-budget.ts';
import { parseConfigFile } from '../../src/domain/config-file.ts';
import type { ParseFile } from '../../src/ports/file-parsing.ts';
import { MemoryRepository } from '../memory-repository.ts';

type Files = Readonly<Record<string, string>>;

function createReports(parse: ParseFile = parseConfigFile) {
  const repository = new MemoryRepository();
  const turns: number[] = [];
  let opened = 0;
  const reports = new FileReports({
    rules: {
      secrets: 'ignore',
      decrypt: () => {
        opened += 1;
        return succeed('clear');
      },
    },
    limit: { maxBytes: 100_000, option: 'limit' },
    parse,
    turnOfOthers: async () => {
      turns.push(opened);
      opened = 0;
    },
    cache: reportCache(new CacheBudget(1_000_000), 'checks'),
  });
  return {
    /** How many values were decrypted before each turn of others. */
    turns,
    async problemsOf(files: Files): Promise<string[]> {
      const commit = await repository.push(files);
      const named = [...(await repository.files(commit))];
      const objects = named.map(([path, objectId]) => ({ path, objectId }));
      const problems: string[] = [];
      for await (const [, { broken }] of reports.of(objects, repository)) {
        problems.push(...broken.map(({ path, problem }) => `${path}: ${problem}`));
      }
      return problems;
    },
  };
}

describe('the look at files of a push', () => {
  it('lets others have their turn after each 20 encrypted values, of one file or of many', async () => {
    const sealed = Array.from({ length: 50 }, (_, at) => `k${at}: "{cipher}${at}"`);
    const one = createReports();
    await one.problemsOf({ 'a.yml': sealed.join('\n') });
    assert.deepEqual(one.turns, [20, 20]);
    const many = createReports();
    await many.problemsOf(Object.fromEntries(sealed.map((line, at) => [`${at}.yml`, line])));
    assert.deepEqual(many.turns, [20, 20]);
  });

  it('makes nobody wait for small files in clear', async () => {
    const { turns, problemsOf } = createReports();
    const files = Array.from({ length: 400 }, (_, at) => [`${at}.yml`, `a: ${at}`]);
    await problemsOf(Object.fromEntries(files));
    assert.deepEqual(turns, []);
  });

  it('does not mind how large XML is that services get as it is', async () => {
    const { problemsOf } = createReports();
    const padding = `<!-- ${'x'.repeat(100_000)} -->`;
    const problems = await problemsOf({
      'logback.xml': `<?xml version="1.0"?><configuration>${padding}</configuration>`,
      'a.xml': `<properties>${padding}</properties>`,
      'b.xml': padding,
    });
    assert.deepEqual(
      problems.map((problem) => problem.slice(0, 9)),
      ['a.xml: ha', 'b.xml: ha'],
    );
  });

  it('is not remembered where the machine had no time for it', async () => {
    let isBusy = true;
    const { problemsOf } = createReports(async (path, bytes) =>
      isBusy
        ? fail({ path, position: '', problem: 'takes too much time', isPassing: true })
        : parseConfigFile(path, bytes),
    );
    assert.deepEqual(await problemsOf({ 'a.yml': 'a: 1' }), ['a.yml: takes too much time']);
    isBusy = false;
    assert.deepEqual(await problemsOf({ 'a.yml': 'a: 1' }), []);
  });
});

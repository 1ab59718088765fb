import assert from 'node:assert/strict';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOffline, readCommits } from '../../src/index.ts';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { createPushRig } from './push-rig.ts';

const levels = [...'bcdefghij'].map((name, index) => {
  const before = 'abcdefghij'[index];
  return `${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`;
});
const BOMB = ['a: &a x', ...levels].join('\n');

describe('hostile files in a push', () => {
  it('are refused within bounds: aliases that multiply, nesting without end', async () => {
    const rig = createPushRig();
    const { verdict, lines } = await rig.push({
      'bomb.yml': BOMB,
      'deep.yml': `a: ${'['.repeat(30_000)}`,
      'self.yml': 'a: &a {b: *a}',
    });
    assert.equal(verdict, 'refused');
    const files = lines.map((line) => line.split(' ')[0]);
    assert.deepEqual([...new Set(files)].sort(), ['bomb.yml', 'deep.yml', 'self.yml']);
  }).timeout(60_000);

  it('with names of prototypes are files like any other', async () => {
    const rig = createPushRig({
      schemasOf: () => [{ properties: { a: { type: 'number' } }, additionalProperties: false }],
    });
    await rig.repository.push({ 'orders.yml': 'a: 1\n' });
    await rig.know('orders');
    const text =
      '__proto__:\n  polluted: yes\nconstructor:\n  prototype:\n    polluted: yes\na: 1\n';
    const { lines } = await rig.push({ 'orders.yml': text });
    assert.ok(lines.every((line) => line.includes('is not known')));
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  describe('in a real repository', () => {
    let fixture: GitFixture;

    beforeEach(async () => {
      fixture = await createGitFixture();
    });
    afterEach(() => fixture.remove());

    async function check(commit: string, before?: string) {
      const objects = readCommits(join(fixture.folder, 'config.git'), process.env);
      const pushed = { label: 'main', commit, ...(before === undefined ? {} : { before }) };
      const rules = { searchPaths: ['/'], encryption: undefined, schemas: [], platform: 'none' };
      try {
        return await checkOffline(pushed, { objects, secrets: 'warn', ...rules });
      } finally {
        await objects.stop();
      }
    }

    it('are not read when they are giants', async () => {
      const huge = { 'a.yml': 'x: 1\n', 'logback.xml': '<configuration> ' };
      const padded = Object.entries(huge).map(([path, text]) => [
        path,
        text.padEnd(5_000_000, '#'),
      ]);
      const commit = await fixture.push(Object.fromEntries(padded));
      const { verdict, findings } = await check(commit);
      assert.equal(verdict, 'refused');
      assert.equal(findings.length, 1);
      assert.match(findings[0]?.problem ?? '', /^has 5000000 bytes, vernal\.config\.max-file-size/);
    });

    it('hide in no other encoding, and behind no link', async () => {
      await writeFile(join(fixture.folder, 'clone', 'latin.yml'), Buffer.of(0x61, 0x3a, 0xe4));
      await fixture.git('config', 'core.symlinks', 'true');
      await symlink('/etc/passwd', join(fixture.folder, 'clone', 'out.yml'));
      await symlink('latin.yml', join(fixture.folder, 'clone', 'in.yml'));
      const { findings } = await check(await fixture.push({}));
      assert.deepEqual(
        findings.map(({ path, problem }) => [path, problem]),
        [
          ['in.yml', 'is not UTF-8'],
          ['latin.yml', 'is not UTF-8'],
        ],
      );
    });
  });
});

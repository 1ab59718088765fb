import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkoutPath } from '@vernal/core/testing';
import { run } from '../cli-run.ts';
import {
  BOTH,
  createKeyRepository,
  type KeyRepository,
  NEW,
  OLD,
  valueUnder,
} from './key-repository.ts';

const NAMED = /\{cipher\}\{key:k2\}[0-9a-f]{64}/;

describe('vernal config rotate', () => {
  let repository: KeyRepository;

  beforeEach(async () => {
    repository = await createKeyRepository();
  });
  afterEach(() => repository.remove());

  async function clearOf(value: string): Promise<string> {
    return (await run(['decrypt', value], { environment: BOTH })).out.trimEnd();
  }

  it('encrypts all values with the newest key as one commit, and leaves all other bytes', async () => {
    const values = ['one', 'two', 'three', 'four'].map((clear) => valueUnder(OLD, clear));
    const [one = '', two = '', three = '', four = ''] = values;
    const yaml = `\uFEFF# {cipher}0011 stays\r\nb:   '${one}'   # why\r\na: {c: "${two}"}\n---\nz: |-\n  ${one}\n...\n`;
    const cut = Math.floor(three.length / 2);
    const properties = `! \xe4 note\nlong.key : ${three.slice(0, cut)}\\\n    ${three.slice(cut)}\nother=\xfc\nlong.key=${four}`;
    const before = await repository.commit({
      'orders.yml': yaml,
      'deep/[odd] *name.properties': Buffer.from(properties, 'latin1'),
      'nginx.conf': `# ${one}\n`,
    });
    const { code, out, problem } = await repository.vernal('rotate', BOTH);
    assert.equal(code, 0, problem);
    assert.match(out, /^orders\.yml:2: b$/m);
    assert.match(out, /^5 values renewed, 0 were under the key k2: commit [0-9a-f]{10}$/m);
    assert.equal(await repository.git('rev-list', '--count', `${before}..HEAD`), '1');
    assert.equal(await repository.git('status', '--porcelain'), '');

    const renewed = (await repository.read('orders.yml')).toString('utf8');
    const found = [...renewed.matchAll(new RegExp(NAMED, 'g'))].map(([value]) => value);
    assert.deepEqual(await Promise.all(found.map(clearOf)), ['one', 'two', 'one']);
    const oldAgain = [one, two, one].reduce(
      (text, old, at) => text.replace(found[at] ?? '', old),
      renewed,
    );
    assert.equal(oldAgain, yaml);

    const lines = (await repository.read('deep/[odd] *name.properties')).toString('latin1');
    const [first = '', last = ''] = lines.match(new RegExp(NAMED, 'g')) ?? [];
    assert.deepEqual([await clearOf(first), await clearOf(last)], ['three', 'four']);
    assert.equal(lines, `! \xe4 note\nlong.key : ${first}\nother=\xfc\nlong.key=${last}`);
    assert.equal((await repository.read('nginx.conf')).toString(), `# ${one}\n`);
  });

  it('leaves what is under the key already, so that a second run does nothing', async () => {
    const current = valueUnder(NEW, 'x', 'K2');
    await repository.commit({ 'a.yml': `a: '${current}'\nb: '${valueUnder(OLD, 'y')}'\n` });
    await repository.vernal('rotate', BOTH);
    const head = await repository.git('rev-parse', 'HEAD');
    assert.ok((await repository.read('a.yml')).includes(current));
    const { out } = await repository.vernal('rotate', BOTH, '--json');
    assert.deepEqual(JSON.parse(out), { key: 'k2', commit: null, renewed: [], kept: 2 });
    assert.equal(await repository.git('rev-parse', 'HEAD'), head);
  });

  it('moves values from one alias of a key store to another', async () => {
    const keys = {
      ENCRYPT_KEYSTORE_LOCATION: checkoutPath(
        'interop',
        'golden',
        'config',
        'files',
        'test-keystore.p12',
      ),
      ENCRYPT_KEYSTORE_PASSWORD: 'letmein-p12',
      ENCRYPT_KEYSTORE_ALIAS: 'alpha',
    };
    const made = await run(['encrypt', 'swordfish'], { environment: keys });
    await repository.commit({ 'a.yml': `a: '${made.out.trim()}'\n` });
    const { out, problem } = await repository.vernal('rotate', keys, '--to', 'beta');
    assert.match(out, /^1 values renewed, 0 were under the key beta/m, problem);
    const text = (await repository.read('a.yml')).toString();
    const [, value = ''] = /^a: '(\{cipher\}\{key:beta\}[\w+/]+=*)'\n$/.exec(text) ?? [];
    const alone = { ...keys, ENCRYPT_KEYSTORE_ALIAS: 'beta' };
    assert.equal((await run(['decrypt', value], { environment: alone })).out, 'swordfish\n');
    const exposed = await repository.vernal('exposure', keys, '--key', 'alpha', '--json');
    const [{ property, labels, first, last }] = JSON.parse(exposed.out);
    assert.deepEqual([property, labels, first], ['a', [], last]);
  });

  it('only says what it would do in a dry run', async () => {
    const head = await repository.commit({ 'a.yml': `a: '${valueUnder(OLD, 'x')}'\n` });
    const { out } = await repository.vernal('rotate', BOTH, '--dry-run', '--json');
    assert.deepEqual(JSON.parse(out), {
      key: 'k2',
      commit: null,
      renewed: [{ path: 'a.yml', line: 1, property: 'a' }],
      kept: 0,
    });
    assert.equal(await repository.git('rev-parse', 'HEAD'), head);
    assert.equal(await repository.git('status', '--porcelain'), '');
  });

  it('names file and line of every value that no key opens, and changes nothing', async () => {
    const strange = valueUnder('another', 'x');
    await repository.commit({
      'a.yml': `a: '${valueUnder(OLD, 'x')}'\nb:\n  c: "${strange}"\n`,
      'b.properties': `d={cipher}zzzz\n`,
      'broken.yml': `e: ['${strange}'\n`,
    });
    const { code, out, problem } = await repository.vernal('rotate', BOTH);
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.match(problem, /^vernal: a\.yml:3: b\.c is opened by no key$/m);
    assert.match(problem, /^vernal: b\.properties:1: d is opened by no key$/m);
    assert.match(problem, /^vernal: broken\.yml: can't be read: line 2, column 1: /m);
    assert.doesNotMatch(problem, /zzzz|cipher\}|canary/);
    assert.equal(await repository.git('status', '--porcelain'), '');
  });

  it('refuses a tree with changes that are not committed', async () => {
    await repository.commit({ 'a.yml': 'a: 1\n' });
    await writeFile(join(repository.folder, 'a.yml'), 'a: 2\n');
    const { code, problem } = await repository.vernal('rotate', BOTH);
    assert.equal(code, 1);
    assert.match(problem, /not committed/);
  });

  it('puts the files back when the commit is refused', async () => {
    const text = `a: '${valueUnder(OLD, 'x')}'\n`;
    const head = await repository.commit({ 'a.yml': text });
    const hook = join(repository.folder, '.git', 'hooks', 'pre-commit');
    await writeFile(hook, '#!/bin/sh\necho not today >&2\nexit 1\n', { mode: 0o755 });
    const { code, problem } = await repository.vernal('rotate', BOTH);
    assert.equal(code, 1);
    assert.match(problem, /not today/);
    assert.equal((await repository.read('a.yml')).toString(), text);
    assert.equal(await repository.git('rev-parse', 'HEAD'), head);
    assert.equal(await repository.git('status', '--porcelain'), '');
  });

  describe('on branches', () => {
    const old = () => `a: '${valueUnder(OLD, 'x')}'\n`;
    const show = (revision: string, path: string) => repository.git('show', `${revision}:${path}`);

    it('makes a commit on each, also on those that are not checked out', async () => {
      const [shared, own] = [old(), old()];
      await repository.commit({ 'a.yml': shared, 'deep/"odd" \u00fc\\name.yml': own, 'x.sh': 'x' });
      await repository.git('branch', 'none', '--no-track');
      await repository.git('branch', 'release/1');
      const main = await repository.commit({ 'a.yml': `b: 1\n${shared}` });
      const { code, out, problem } = await repository.vernal(
        ...(['rotate', BOTH, '--branch', 'main', '--branch', 'release/1'] as const),
      );
      assert.equal(code, 0, problem);
      assert.match(out, /^main: a\.yml:2: a$/m);
      assert.match(out, /^release\/1: 2 values renewed, .* key k2: commit [0-9a-f]{10}$/m);
      assert.equal(await repository.git('rev-parse', 'main^'), main);
      const [first] = NAMED.exec(await show('main', 'a.yml')) ?? [];
      assert.equal(await clearOf(first ?? ''), 'x');
      assert.ok((await show('release/1', 'a.yml')).includes(String(first)), 'can be merged');
      assert.match(await show('release/1', 'deep/"odd" \u00fc\\name.yml'), NAMED);
      assert.equal(await show('none', 'a.yml'), shared.trim());
      assert.equal(
        await repository.git('log', '-1', '--format=%an %ae', 'main'),
        'Ada ada@example.org',
      );
      assert.equal(await repository.git('status', '--porcelain'), '');
      assert.ok((await repository.read('a.yml')).includes(String(first)), 'the tree goes along');
    });

    it('takes all of them, in a bare repository, too', async () => {
      await repository.commit({ 'a.yml': old() });
      await repository.git('branch', 'other');
      await repository.git('config', 'core.bare', 'true');
      const dry = await repository.vernal('rotate', BOTH, '--all-branches', '--json', '--dry-run');
      const { branches } = JSON.parse(dry.out);
      assert.deepEqual(branches[1], {
        branch: 'other',
        commit: null,
        renewed: [{ path: 'a.yml', line: 1, property: 'a' }],
        kept: 0,
      });
      assert.equal((await repository.vernal('rotate', BOTH, '--all-branches')).code, 0);
      for (const branch of ['main', 'other']) assert.match(await show(branch, 'a.yml'), NAMED);
      const again = await repository.vernal('rotate', BOTH, '--all-branches');
      assert.match(again.out, /^other: 0 values renewed, 1 were .*: nothing is committed$/m);
    });

    it('changes none when a value of one is opened by no key', async () => {
      const head = await repository.commit({ 'a.yml': old() });
      await repository.git('checkout', '-q', '-b', 'bad');
      await repository.commit({ 'a.yml': `a: '${valueUnder('another', 'x')}'\n` });
      const { code, problem } = await repository.vernal('rotate', BOTH, '--all-branches');
      assert.equal(code, 1);
      assert.match(problem, /^vernal: bad: a\.yml:1: a is opened by no key$/m);
      assert.equal(await repository.git('rev-parse', 'main'), head);
    });

    it('refuses what is not there, not committed, or checked out in another folder', async () => {
      await repository.commit({ 'a.yml': old() });
      const unknown = await repository.vernal('rotate', BOTH, '--branch', 'gone');
      assert.deepEqual([unknown.code, unknown.problem], [2, 'vernal: there is no branch gone\n']);
      await repository.git('worktree', 'add', '-q', '-b', 'next', 'tree');
      const elsewhere = await repository.vernal('rotate', BOTH, '--branch', 'next');
      assert.match(elsewhere.problem, /^vernal: next is checked out in .*tree: rotate it there/);
      await writeFile(join(repository.folder, 'a.yml'), 'a: 2\n');
      const { code, problem } = await repository.vernal('rotate', BOTH, '--branch', 'main');
      assert.deepEqual([code, /not committed/.test(problem)], [1, true]);
    });
  });

  it('refuses a key that is not there, and a folder without a repository', async () => {
    await repository.commit({ 'a.yml': 'a: 1\n' });
    const unknown = await repository.vernal('rotate', { ENCRYPT_KEY: OLD }, '--to', 'k9');
    assert.match(unknown.problem, /there is no key k9/);
    assert.equal(unknown.code, 2);
    for (const command of ['rotate', 'exposure']) {
      const { problem, code } = await repository.vernal(command, {});
      assert.match(problem, /no key: set ENCRYPT_KEY/);
      assert.equal(code, 2, command);
    }
    const elsewhere = await run(['config', 'rotate', repository.folder, '--to', 'k2'], {
      environment: { ...BOTH, PATH: process.env['PATH'], GIT_DIR: '/no/such' },
    });
    assert.match(elsewhere.problem, /not a git repository/);
  });
});

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkoutPath } from '@vernal/core/testing';
import { run } from '../cli-run.ts';
import {
  BOTH,
  clearOf,
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
    assert.match(out, /^values renewed: 5, already under the key k2: 0, commit [0-9a-f]{10}$/m);
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
    assert.match(out, /^values renewed: 1, already under the key beta: 0,/m, problem);
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

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { keyPairEncryption, parseKeyText } from '@vernal/protocol/config';
import { run } from '../cli-run.ts';

const WHO = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
const NOTHING = '0'.repeat(40);

describe('vernal config check', () => {
  let folder: string;

  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', [...WHO, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  }

  const check = (...argv: string[]) => run(['config', 'check', ...argv], { workingFolder: folder });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-check-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('names file, line, column and reason of what can not be served', async () => {
    await write({ 'a.yml': 'rate: 1\nrate: 2\n', 'sub/b.properties': 'x=1\n', '.ci/c.yml': '[' });
    const bad = await check();
    assert.equal(bad.out, 'a.yml:2:1  error  repeats the key rate\n');
    assert.deepEqual([bad.problem, bad.code], ['vernal: 1 of 1 findings fail\n', 1]);
    await write({ 'a.yml': 'rate: 1\n' });
    assert.deepEqual(await check(), { out: '', problem: '', code: 0 });
  });

  it('says how much a secret in clear matters', async () => {
    await write({ 'a.yml': 'db.password: sesame\n' });
    const warned = await check();
    assert.equal(warned.out, 'a.yml:1:14  warning  db.password looks like a secret in clear\n');
    assert.equal(warned.code, 0);
    assert.equal((await check('--strict')).code, 1);
    assert.equal((await check('--secrets', 'refuse')).code, 1);
    assert.equal((await check('--secrets', 'ignore')).out, '');
    assert.equal((await check('--secrets', 'what')).code, 2);
  });

  it('prints JSON for programs, and no more lines than asked for', async () => {
    await write({ 'a.yml': 'x.token: 1\ny.token: 2\nz.token: 3\n' });
    const [first] = JSON.parse((await check('--json')).out);
    const problem = 'x.token looks like a secret in clear';
    assert.deepEqual(first, { path: 'a.yml', line: 1, column: 10, severity: 'warning', problem });
    assert.match((await check('--max-findings', '1')).out, /^a\.yml:1:10 .*\nand 2 more\n$/);
    assert.equal((await check('--max-findings', '0')).code, 2);
  });

  it('tries passwords, RSA keys and whatever else the config server is configured with', async () => {
    await write({ 'a.yml': "k: '{cipher}00'\n", key: 'a key\n' });
    assert.equal((await check()).code, 0);
    const sealed = await check('--key-file', 'key');
    assert.match(
      sealed.out,
      /^a\.yml:1:4 {2}error {2}k can't be decrypted: it was made with another/,
    );
    assert.match((await check('--decrypt')).problem, /no key/);
    assert.equal((await check('--decrypt')).code, 2);

    const pem = { type: 'pkcs1', format: 'pem' } as const;
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: pem,
      publicKeyEncoding: pem,
    });
    const pair = parseKeyText(privateKey);
    assert.ok(pair.ok);
    const text = keyPairEncryption(pair.value).encrypt({ keys: {}, payload: 'clear' });
    assert.ok(text.ok);
    await write({ 'a.yml': `k: '{cipher}${text.value}'\n`, 'rsa.pem': privateKey });
    assert.deepEqual(await check('--key-file', 'rsa.pem'), { out: '', problem: '', code: 0 });
    await write({ 'application.yml': `encrypt.key: |\n${privateKey.replaceAll(/^/gm, '  ')}` });
    assert.doesNotMatch((await check('--decrypt')).out, /decrypted/);
  });

  it('compares the configuration of an application with its schema', async () => {
    const port = { type: 'integer' };
    await write({
      'orders.schema.json': JSON.stringify({ properties: { port } }),
      'lab/orders.yml': 'port: 1\n',
      'lab/orders-prod.yml': 'port: many\n',
    });
    const at = ['--search-paths', 'lab'];
    assert.equal((await check('--schema', 'orders=orders.schema.json', ...at)).code, 0);
    const bad = await check('--schema', 'orders/prod=orders.schema.json', ...at);
    const reason = 'port must be integer, says the schema of orders (prod)';
    assert.deepEqual([bad.out, bad.code], [`lab/orders-prod.yml:1:7  error  ${reason}\n`, 1]);
    assert.match((await check('--schema', 'orders')).problem, /write APP=FILE/);
    assert.match(
      (await check('--schema', 'orders=lab/orders.yml')).problem,
      /--schema lab\/orders/,
    );
  });

  it('takes conditions on the cloud platform as a server does that runs there', async () => {
    const schema = { properties: { port: { type: 'integer' } } };
    await write({
      'orders.schema.json': JSON.stringify(schema),
      'orders.yml': 'spring.config.activate.on-cloud-platform: kubernetes\nport: many\n',
    });
    const args = ['--schema', 'orders=orders.schema.json'];
    assert.equal((await check(...args)).code, 0);
    const { out, code } = await check(...args, '--cloud-platform', 'kubernetes');
    assert.deepEqual(
      [out, code],
      ['orders.yml:2:7  error  port must be integer, says the schema of orders\n', 1],
    );
  });

  it('leaves files out that Git ignores', async () => {
    git(folder, 'init', '-q');
    await write({ '.gitignore': 'target/\n', 'target/a.yml': '[', 'b.yml': '[' });
    assert.match((await check()).out, /^b\.yml.*\n$/);
  });

  it('says when it could not look', async () => {
    const missing = await check('no-such-folder');
    assert.match(missing.problem, /^vernal: .*no-such-folder/);
    assert.equal(missing.code, 2);
  });

  describe('as a pre-receive hook', () => {
    let bare: string;
    let first: string;
    let clone: string;

    beforeEach(async () => {
      [bare, clone] = [join(folder, 'bare.git'), join(folder, 'clone')];
      git(folder, 'init', '-q', '--bare', '-b', 'main', bare);
      git(folder, 'init', '-q', '-b', 'main', clone);
      git(clone, 'remote', 'add', 'origin', bare);
      first = await commit({ 'old.yml': 'x: 1\nx: 2\n' });
      git(clone, 'push', '-q', 'origin', 'main');
    });

    async function commit(files: Readonly<Record<string, string>>): Promise<string> {
      await write(
        Object.fromEntries(Object.entries(files).map(([path, text]) => [`clone/${path}`, text])),
      );
      git(clone, 'add', '-A');
      git(clone, 'commit', '-q', '-m', 'change');
      return git(clone, 'rev-parse', 'HEAD');
    }

    /** The objects come from the clone, as those of a push come from its quarantine. */
    const receive = (...lines: string[]) =>
      run(['config', 'check', '--pre-receive', bare], {
        workingFolder: folder,
        environment: {
          ...process.env,
          GIT_OBJECT_DIRECTORY: join(clone, '.git', 'objects'),
          GIT_ALTERNATE_OBJECT_DIRECTORIES: join(bare, 'objects'),
        },
        readInput: () => Promise.resolve(lines.map((line) => `${line}\n`).join('')),
      });

    it('refuses what the push brings, not what was there', async () => {
      const good = await commit({ 'a.yml': 'x: 1\n' });
      assert.deepEqual(await receive(`${first} ${good} refs/heads/main`), {
        out: '',
        problem: '',
        code: 0,
      });
      const bad = await commit({ 'a.yml': 'x: [\n' });
      const refused = await receive(`${first} ${bad} refs/heads/main`);
      assert.match(refused.out, /^a\.yml:\d+:\d+ {2}error/);
      assert.equal(refused.code, 1);
      const branch = await receive(`${NOTHING} ${good} refs/heads/next`);
      assert.deepEqual([branch.out, branch.code], ['', 0]);
      const tag = await receive(`${NOTHING} ${bad} refs/tags/v1`);
      assert.equal(tag.code, 1);
    });

    it('has nothing against deletions and refs that are neither branch nor tag', async () => {
      const bad = await commit({ 'a.yml': 'x: [\n' });
      const deletion = `${first} ${NOTHING} refs/heads/main`;
      const note = `${NOTHING} ${bad} refs/notes/x`;
      assert.equal((await receive(deletion, note)).code, 0);
    });

    it('refuses what it can not read', async () => {
      const unknown = 'a'.repeat(40);
      const { problem, code } = await receive(`${first} ${unknown} refs/heads/main`);
      assert.deepEqual([problem, code], [`vernal: main: ${unknown} is no commit\n`, 2]);
    });

    it('works in a real push, whose objects are in quarantine', async () => {
      const launcher = join(import.meta.dirname, `../../src/main${extname(import.meta.filename)}`);
      const node = [process.execPath, ...process.execArgv].join(' ');
      const root = join(import.meta.dirname, '../../..');
      // What runs the sources is found from where they are.
      const script = `#!/bin/sh\ndir=$PWD\ncd ${root} && exec ${node} ${launcher} config check --pre-receive "$dir"\n`;
      await writeFile(join(bare, 'hooks', 'pre-receive'), script, { mode: 0o755 });
      await commit({ 'a.yml': 'x: [\n' });
      let said = '';
      try {
        git(clone, 'push', '-q', 'origin', 'main');
      } catch (error) {
        said = String(error);
      }
      assert.match(said, /remote: a\.yml:\d+:\d+ {2}error {2}/);
      assert.match(said, /pre-receive hook declined/);
      await commit({ 'a.yml': 'x: 1\n' });
      git(clone, 'push', '-q', 'origin', 'main');
    }).timeout(60_000);
  });
});

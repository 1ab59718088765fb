import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './cli-run.ts';

const KEY = { ENCRYPT_KEY: 'correct horse battery' };

describe('vernal encrypt and decrypt', () => {
  it('give back what was encrypted, by the key of the environment', async () => {
    const encrypted = await run(['encrypt', 'pässwörd'], { environment: KEY });
    assert.match(encrypted.out, /^\{cipher\}[0-9a-f]{64}\n$/);
    const decrypted = await run(['decrypt', encrypted.out.trim()], { environment: KEY });
    assert.deepEqual(decrypted, { out: 'pässwörd\n', problem: '', code: 0 });
  });

  it('are commands of vernal config, too, and print JSON for programs', async () => {
    const encrypted = await run(['config', 'encrypt', 'swordfish', '--json'], { environment: KEY });
    const { value } = JSON.parse(encrypted.out);
    assert.match(value, /^\{cipher\}[0-9a-f]{64}$/);
    const decrypted = await run(['config', 'decrypt', value, '--json'], { environment: KEY });
    assert.deepEqual(JSON.parse(decrypted.out), { value: 'swordfish' });
  });

  it('take the text from standard input, so that it stays out of the history', async () => {
    const encrypted = await run(['encrypt'], {
      environment: KEY,
      readInput: () => Promise.resolve('swordfish\n'),
    });
    const decrypted = await run(['decrypt'], {
      environment: KEY,
      readInput: () => Promise.resolve(encrypted.out),
    });
    assert.equal(decrypted.out, 'swordfish\n');
  });

  it('take the key from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vernal-cli-'));
    try {
      await writeFile(join(folder, 'key'), 'correct horse battery\n');
      const encrypted = await run(['encrypt', 'swordfish', '--key-file', join(folder, 'key')]);
      const decrypted = await run(['decrypt', encrypted.out.trim()], { environment: KEY });
      assert.equal(decrypted.out, 'swordfish\n');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('say that the key is the wrong one, and nothing else', async () => {
    const encrypted = await run(['encrypt', 'swordfish'], { environment: KEY });
    const decrypted = await run(['decrypt', encrypted.out.trim()], {
      environment: { ENCRYPT_KEY: 'another' },
    });
    assert.deepEqual(decrypted, {
      out: '',
      problem: 'vernal: the value was not encrypted with this key\n',
      code: 1,
    });
  });

  it('say how to give a key when there is none', async () => {
    const { problem, code } = await run(['encrypt', 'swordfish']);
    assert.match(problem, /ENCRYPT_KEY.*--key-file/);
    assert.equal(code, 2);
  });

  it('name a key file that is not there', async () => {
    const { problem, code } = await run(['encrypt', 'swordfish', '--key-file', 'no-such-file']);
    assert.match(problem, /the key file can't be read: .*no-such-file/);
    assert.equal(code, 2);
  });
});

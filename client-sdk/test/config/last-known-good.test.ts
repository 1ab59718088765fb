import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encryptedWith, withoutSecrets } from '../../src/config/copy-seal.ts';
import { createLastKnownGood } from '../../src/config/last-known-good.ts';
import { environment } from '../fakes/environments.ts';

const key = { application: 'catalog', profiles: 'prod,eu', label: 'feature/x' };
const served = environment({ 'db.url': 'jdbc', 'db.password': 'geheim', 'api-key': 'secret1' });

describe('last known good copy', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-copy-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function onlyFile(): Promise<string> {
    const [name, ...others] = await readdir(folder);
    assert.deepEqual(others, []);
    return join(folder, name ?? '');
  }

  it('is one file that only its owner reads [client-sdk 71]', async () => {
    const copy = createLastKnownGood(folder, key, withoutSecrets);
    assert.ok((await copy.save(served)).ok);
    assert.ok((await copy.save(served)).ok);
    assert.equal((await stat(await onlyFile())).mode & 0o777, 0o600);
  });

  it('leaves out what is named like a secret', async () => {
    const copy = createLastKnownGood(folder, key, withoutSecrets);
    await copy.save(served);
    assert.doesNotMatch(await readFile(await onlyFile(), 'utf8'), /geheim|secret1/);
    const loaded = await copy.load();
    assert.ok(loaded.ok);
    assert.deepEqual(loaded.value.propertySources[0]?.source, new Map([['db.url', 'jdbc']]));
    assert.equal(loaded.value.version, 'c1');
  });

  it('keeps everything under a key, and shows nothing without it', async () => {
    const copy = createLastKnownGood(folder, key, encryptedWith('pass'));
    await copy.save(served);
    assert.doesNotMatch(await readFile(await onlyFile(), 'utf8'), /geheim|jdbc/);
    const loaded = await copy.load();
    assert.deepEqual(loaded.ok && loaded.value, served);
    const other = createLastKnownGood(folder, key, encryptedWith('other'));
    assert.equal((await other.load()).ok, false);
  });

  it('is ignored when it is not what was written [client-sdk 71]', async () => {
    const copy = createLastKnownGood(folder, key, withoutSecrets);
    assert.equal((await copy.load()).ok, false, 'there is none');
    await copy.save(served);
    const path = await onlyFile();
    const text = await readFile(path, 'utf8');
    const damaged = [
      text.replace('jdbc', 'evil'),
      text.replace('"format":1', '"format":2'),
      '{',
      '7',
    ];
    for (const content of damaged) {
      await writeFile(path, content);
      assert.equal((await copy.load()).ok, false, content);
    }
  });

  it('says why it could not be written', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const saved = await createLastKnownGood(file, key, withoutSecrets).save(served);
    assert.ok(!saved.ok);
    assert.match(saved.problem, /EEXIST|ENOTDIR/);
  });
});

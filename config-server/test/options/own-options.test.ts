import assert from 'node:assert/strict';
import { environmentLayer, namedLayer, type OptionEntry, stackLayers } from '@vernal/core/options';
import { deriveSymmetricKey, encryptSymmetric } from '@vernal/protocol/config';
import { decryptOwnOptions } from '../../src/composition/own-options.ts';

const key = deriveSymmetricKey('our key', 'deadbeef');
assert.ok(key.ok);
const cipher = `{cipher}${encryptSymmetric('sesame', key.value)}`;
const foreign = '{cipher}00ff';

describe('encrypted values among the server’s own options', () => {
  function entriesOf(values: Readonly<Record<string, string>>): readonly OptionEntry[] {
    return Object.entries(values).map(([name, value]) => ({ name, value, origin: 'a file' }));
  }

  async function read(file: Record<string, string>, environment: Record<string, string> = {}) {
    const layers = [namedLayer('file', entriesOf(file)), environmentLayer(environment)];
    return stackLayers(await decryptOwnOptions(layers));
  }

  it('are decrypted with its own key, wherever they stand [config 32]', async () => {
    const source = await read(
      {
        'encrypt.key': 'our key',
        'spring.cloud.config.server.git.password': cipher,
        'spring.cloud.config.server.git.repos.team.password': cipher,
        'plain.text': 'as it is',
      },
      { SPRING_SECURITY_USER_PASSWORD: cipher, SOMEBODY_ELSE: foreign },
    );
    const value = (name: string) => source.find(name)?.value;
    assert.equal(value('spring.cloud.config.server.git.password'), 'sesame');
    assert.equal(value('spring.security.user.password'), 'sesame');
    assert.equal(value('plain.text'), 'as it is');
    const below = source.layers.flatMap((one) =>
      one.below('spring.cloud.config.server.git.repos').map(({ entry }) => entry.value),
    );
    assert.deepEqual(below, ['sesame']);
    for (const { entries, find } of source.layers) {
      assert.deepEqual(
        entries.filter((entry) => find(entry.name) !== entry && entry.value === 'sesame'),
        [],
      );
    }
  });

  it('keep the server from starting when they can not be decrypted, each by its name', async () => {
    const file = { 'encrypt.key': 'our key', 'a.password': foreign, 'b.password': foreign };
    const message =
      "a.password: can't be decrypted (from a file)\nb.password: can't be decrypted (from a file)";
    await assert.rejects(read(file), { code: 'OPTIONS_INVALID', message });
    await assert.rejects(read({ 'a.password': cipher }), { code: 'OPTIONS_INVALID' });
  });

  it('are empty then, if that is wanted', async () => {
    const source = await read({ 'encrypt.fail-on-error': 'false', 'a.password': foreign });
    assert.equal(source.find('a.password')?.value, '');
  });
});

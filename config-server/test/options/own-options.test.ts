import assert from 'node:assert/strict';
import {
  environmentLayer,
  integer,
  list,
  namedLayer,
  type OptionEntry,
  records,
  secret,
  stackLayers,
} from '@vernal/core/options';
import { deriveSymmetricKey, encryptSymmetric } from '@vernal/protocol/config';
import { decryptOwnOptions } from '../../src/composition/own-options.ts';

const key = deriveSymmetricKey('our key', 'deadbeef');
assert.ok(key.ok);
const encrypted = (clear: string) => `{cipher}${encryptSymmetric(clear, key.value)}`;
const cipher = encrypted('sesame');
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

  it('arrive as they were encrypted, whatever placeholders they seem to hold', async () => {
    const clear = `x\${abc}y\${user}\\\${user}\${z`;
    const source = await read({
      'encrypt.key': 'our key',
      user: 'me',
      'a.password': encrypted(clear),
      'b.password': `\${a.password}`,
    });
    const password = (name: string) => {
      const bound = secret(name, { description: 'A password' }).bind(source);
      return bound.ok ? bound.value?.reveal() : bound.problem;
    };
    assert.deepEqual(['a.password', 'b.password'].map(password), [clear, clear]);
    const byName = records('a', { description: 'All' }).bind(source);
    assert.deepEqual(byName.ok && { ...byName.value }, { password: clear });
  });

  it('are not shown by what is said of them', async () => {
    const source = await read({ 'encrypt.key': 'our key', a: encrypted(`s3\${same}`), b: `\${a}` });
    const problems = ['a', 'b'].flatMap((name) => {
      const bound = integer(name, { description: 'A number', default: 1 }).bind(source);
      return bound.ok ? [] : bound.problem.map(({ problem }) => problem);
    });
    assert.deepEqual(problems, [
      'the value is not a whole number',
      `"\${a}" is not a whole number`,
    ]);
    assert.ok(list('a', { description: 'Texts', default: [] }).bind(source).ok);
  });

  it('are decrypted in variables of any name that options refer to, which must be readable', async () => {
    const file = {
      'encrypt.key': 'our key',
      'a.password': `\${GIT_PASSWORD}`,
      'a.user': `\${git.user:}`,
    };
    const source = await read(file, { GIT_PASSWORD: cipher, GIT_USER: cipher, OTHER: cipher });
    const value = (name: string) => {
      const entry = source.find(name);
      const resolved = entry && source.resolve(entry);
      return resolved?.ok ? resolved.value : undefined;
    };
    assert.deepEqual(['a.password', 'a.user', 'other'].map(value), ['sesame', 'sesame', cipher]);
    await assert.rejects(read(file, { GIT_PASSWORD: foreign }), {
      code: 'OPTIONS_INVALID',
      message: "GIT_PASSWORD: can't be decrypted (from environment variable GIT_PASSWORD)",
    });
  });
});

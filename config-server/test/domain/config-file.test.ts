import assert from 'node:assert/strict';
import { parseConfigFile } from '../../src/domain/config-file.ts';

const BIG_ENDIAN = Buffer.from('\ufeffa: é\n', 'utf16le').swap16();

async function valueOfA(path: string, bytes: Uint8Array): Promise<unknown> {
  const parsed = await parseConfigFile(path, bytes);
  assert.ok(parsed.ok);
  return parsed.value[0]?.get('a')?.value;
}

describe('a configuration file', () => {
  for (const [title, path, bytes] of [
    ['YAML in UTF-8', 'a.yml', Buffer.from('a: é\n')],
    ['YAML in UTF-8 that says so', 'a.yaml', Buffer.from('\ufeffa: é\n')],
    ['YAML in UTF-16, as a byte order mark says', 'a.yml', Buffer.from('\ufeffa: é\n', 'utf16le')],
    ['YAML in UTF-16, the other way round', 'a.yml', BIG_ENDIAN],
    ['properties in ISO-8859-1 [config 44]', 'a.properties', Buffer.from('a=é\n', 'latin1')],
    [
      'properties in XML',
      'a.xml',
      Buffer.from('<properties><entry key="a">é</entry></properties>'),
    ],
  ] as const) {
    it(`is read as ${title}`, async () => {
      assert.equal(await valueOfA(path, bytes), 'é');
    });
  }

  it('is broken where its text is no UTF-8, or stops in the middle of a character', async () => {
    for (const bytes of [Buffer.from('a: é\n', 'latin1'), Buffer.from('a: é').subarray(0, -1)]) {
      const parsed = await parseConfigFile('a.yml', bytes);
      assert.deepEqual(parsed, {
        ok: false,
        problem: { path: 'a.yml', position: '', problem: 'is not UTF-8' },
      });
    }
  });

  it('is broken at a place, and no value of it is told', async () => {
    const parsed = await parseConfigFile('a.yml', Buffer.from('a: geheim\na: geheim\n'));
    assert.ok(!parsed.ok);
    assert.equal(parsed.problem.path, 'a.yml');
    assert.match(parsed.problem.position, /^line 2/);
    assert.doesNotMatch(JSON.stringify(parsed.problem), /geheim/);
  });
});

import assert from 'node:assert/strict';
import { fail, succeed } from '@vernal/core';
import { flattenYaml, parseProperties } from '@vernal/protocol/config';
import { decryptFile } from '../../src/domain/decrypt-file.ts';
import type { DecryptRules } from '../../src/domain/decrypt-layers.ts';

/** What it stands for; quotes, a backslash, a line break and a blank at the start. */
const HARD = ' it\'s "a\\b"\nc';

const decrypt: DecryptRules['decrypt'] = ({ payload, keys }) => {
  if (payload === 'bad') return fail('another key');
  if (payload === 'hard==') return succeed(HARD);
  return succeed(`clear ${payload}${keys['key'] ?? ''}`);
};

function clearText(path: string, text: string): string {
  const clear = decryptFile(path, text, decrypt);
  assert.ok(clear.ok);
  return clear.value;
}

describe('a file with encrypted values', () => {
  it('of YAML has them decrypted in place, all else as it stands [config 99]', () => {
    const text = `a: '{cipher}one' # kept\nb: ["{cipher}{key:k}two", 'x{cipher}one']\n`;
    const expected = `a: "clear one" # kept\nb: ["clear twok", 'x{cipher}one']\n`;
    assert.equal(clearText('a.yml', text), expected);
    assert.equal(clearText('a.YAML', text), expected);
  });

  it('stays readable whatever the clear text holds', () => {
    const yaml = flattenYaml(clearText('a.yml', "a: '{cipher}hard=='\n"));
    assert.ok(yaml.ok);
    assert.equal(yaml.value[0]?.get('a')?.value, HARD);
    assert.deepEqual(JSON.parse(clearText('a.json', '{"a":"{cipher}hard=="}')), { a: HARD });
    const properties = parseProperties(clearText('a.properties', 'a={cipher}hard==\n'));
    assert.ok(properties.ok);
    assert.equal(properties.value[0]?.get('a')?.value, HARD);
  });

  it('of properties has whole values decrypted, whatever stands between key and value', () => {
    const text =
      '# a={cipher}one\na={cipher}one\n b\\:c : {cipher}two\\=\nd {cipher}three\ne=x {cipher}one\n';
    const expected =
      '# a={cipher}one\na=clear one\n b\\:c : clear two=\nd clear three\ne=x {cipher}one\n';
    assert.equal(clearText('a.properties', text), expected);
  });

  it('of any other kind stays as it is [config 99]', () => {
    for (const path of ['a.conf', 'yml', 'a.constructor']) {
      assert.equal(clearText(path, 'a: "{cipher}one"'), 'a: "{cipher}one"');
    }
  });

  it('names the line of a value that can not be decrypted', () => {
    const outcome = decryptFile('a.json', '{\n"a": "{cipher}one",\n"b": "{cipher}bad"}', decrypt);
    assert.deepEqual(outcome, fail({ line: 3 }));
  });

  it('is read in time that grows with its length, whatever it holds', () => {
    const blanks = `${' '.repeat(200_000)}\n`;
    const text = `${blanks}a${blanks}a=${blanks}${'"{cipher}'.repeat(20_000)}`;
    for (const path of ['a.yml', 'a.json', 'a.properties']) clearText(path, text);
  }).timeout(2_000);
});

import assert from 'node:assert/strict';
import {
  deriveSymmetricKey,
  findCipherPlaces,
  flattenYaml,
  isEncrypted,
  namedEncryption,
  parseCipherText,
  parseProperties,
  symmetricEncryption,
  type TextEncryption,
} from '@vernal/protocol/config';
import { fuzzDecoder, fuzzWith } from '@vernal/server-kit/testing';
import { rotateFile } from '../../src/keys/rotate-file.ts';
import { NEW, OLD, valueUnder } from './key-repository.ts';

function passwordEncryption(password: string): TextEncryption {
  const key = deriveSymmetricKey(password);
  assert.ok(key.ok);
  return symmetricEncryption(key.value);
}

const encryption = namedEncryption({
  named: new Map([['k2', passwordEncryption(NEW)]]),
  others: passwordEncryption(OLD),
});
const rules = { encryption, key: 'k2' };
const [one, two] = [valueUnder(OLD, 'one'), valueUnder(OLD, 'two: "2"\n')];
const YAML = [
  `# note\na: &x '${one}' # why\nb:\n  - "${two}"\n  - *x\n---\nc: |-\n  ${one}\n`,
  `{"a": {"b": "${two}"}, 'c': ['${one}']}`,
  `base: &b\n  p: '${one}'\nother:\n  <<: *b\n  q: "${two}"\n? k\n: >-\n  ${two}\n`,
];
const PROPERTIES = [
  `! note\na.b : ${one}\nc=\\\n  ${two}\nc = x\n#---\nlist[]=${one},${two}\ne\\=f ${one}\n`,
  `k=${one.slice(0, 40)}\\\r\n\t${one.slice(40)}\r\nb=\\u007bcipher}${two.slice('{cipher}'.length)}`,
];
const fuzzed = fuzzWith([
  '&a ',
  '*x',
  '<<: *b',
  '|-\n',
  '---\n',
  '# ',
  '\\\n',
  '{cipher}',
  ' ',
  one,
]);

/** Every value in clear, by document and name. */
function clearValues(path: string, text: string): unknown {
  const read = path.endsWith('.yml') ? flattenYaml(text) : parseProperties(text);
  assert.ok(read.ok);
  return read.value.map((document) =>
    [...document].map(([key, { value }]) => [
      key,
      isEncrypted(value) ? encryption.decrypt(parseCipherText(value)) : value,
    ]),
  );
}

/** A text with its encrypted values taken out. */
function around(path: string, text: string): readonly string[] {
  const places = findCipherPlaces(path, text);
  assert.ok(places.ok);
  const starts = [...places.value.map(({ start }) => start), text.length];
  const ends = [0, ...places.value.map(({ end }) => end)];
  return starts.map((start, index) => text.slice(ends[index], start));
}

describe('a file put under another key', () => {
  for (const [path, charset, texts] of [
    ['a.yml', 'utf8', YAML],
    ['a.properties', 'latin1', PROPERTIES],
  ] as const) {
    fuzzDecoder(
      `has the same values and the same bytes around them, ${path}`,
      fuzzed(texts),
      (text) => {
        const bytes = Buffer.from(text, charset);
        const rotated = rotateFile({ path, bytes }, rules);
        if (!rotated.ok || rotated.value.renewed.length === 0) return 'refused';
        const [before, after] = [bytes, rotated.value.bytes].map((each) => each.toString(charset));
        assert.ok(before !== undefined && after !== undefined);
        assert.deepEqual(clearValues(path, after), clearValues(path, before));
        assert.deepEqual(around(path, after), around(path, before));
        const again = rotateFile(rotated.value, rules);
        assert.ok(again.ok && again.value.renewed.length === 0);
        assert.deepEqual(again.value.bytes, rotated.value.bytes);
        return 'accepted';
      },
      10,
    );
  }
});

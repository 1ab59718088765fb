import assert from 'node:assert/strict';
import { findCipherPlaces } from '@vernal/protocol/config';

const A = '{cipher}aa00';
const B = '{cipher}{key:k1}AQ+/==';

/** Each property with the text of its place, as it is written in the file. */
function written(path: string, text: string): readonly (readonly [string, number, string])[] {
  const places = findCipherPlaces(path, text);
  assert.ok(places.ok, JSON.stringify(places));
  return places.value.map(({ property, line, start, end }) => [
    property,
    line,
    text.slice(start, end),
  ]);
}

describe('the places of encrypted values', () => {
  it('in YAML are found in any quotes, documents, lists and block texts', () => {
    const text = [
      '\uFEFF# secret: "{cipher}aa00"',
      `db: {password: '${A}', other: "${B}"} # ${A}`,
      'list:',
      `  - "${A}"`,
      '  - plain',
      '---',
      'block: |-',
      `  ${B}`,
      'folded: "{cipher}\\',
      '   aa00"',
      `anchor: &a '${A}'`,
      'alias: *a',
    ].join('\r\n');
    assert.deepEqual(written('a.yml', text), [
      ['db.password', 2, A],
      ['db.other', 2, B],
      ['list[0]', 4, A],
      ['block', 8, B],
      ['folded', 9, '{cipher}\\\r\n   aa00'],
      ['anchor', 11, A],
    ]);
  });

  it('in properties are found behind escapes and over continued lines, also where another one wins', () => {
    const text = [
      `# commented=${A}`,
      `a\\:b\\ c : ${A}`,
      'long = {cipher}\\',
      '   aa\\',
      '\t00',
      `same=${A}`,
      '#---',
      `same ${B}`,
      `list[]=${A},\\{cipher}aa00`,
    ].join('\n');
    assert.deepEqual(written('a.properties', text), [
      ['a:b c', 2, A],
      ['long', 3, '{cipher}\\\n   aa\\\n\t00'],
      ['same', 6, A],
      ['same', 8, B],
      ['list[]', 9, A],
      ['list[]', 9, '\\{cipher}aa00'],
    ]);
  });

  it('in JSON and XML are found, in comments they are not', () => {
    assert.deepEqual(written('a.json', `{"a": {"b": "${B.replace('/', '\\/')}"}}`), [
      ['a.b', 1, B.replace('/', '\\/')],
    ]);
    const xml = `<properties>\n<!-- <entry key="x">${A}</entry> -->\n<entry key="y">${B}</entry></properties>`;
    assert.deepEqual(written('a.xml', xml), [['y', 3, B]]);
  });

  it('are not looked for in other files', () => {
    assert.deepEqual(written('nginx.conf', A), []);
    assert.deepEqual(written('README', A), []);
  });

  it('of a file that cannot be read are a problem that names the line, not the value', () => {
    const places = findCipherPlaces('a.yml', `a: 1\nb: ["${A}"\n`);
    assert.ok(!places.ok);
    assert.match(places.problem, /^line 3, column 1: /);
    assert.doesNotMatch(places.problem, /aa00/);
  });
});

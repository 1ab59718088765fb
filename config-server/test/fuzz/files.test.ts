import assert from 'node:assert/strict';
import {
  decodeEnvironment,
  encodeEnvironment,
  flattenYaml,
  matchesProfiles,
  nestedDocument,
  type PropertyDocument,
  parseProperties,
  renderJson,
  renderProperties,
  renderYaml,
  resolvePlaceholders,
} from '@vernal/protocol/config';
import { parseXmlProperties } from '@vernal/protocol/config/xml';
import { fuzzDecoder, type Verdict } from '@vernal/server-kit/testing';
import fc from 'fast-check';
import { isActive } from '../../src/domain/activation.ts';
import { fuzzed } from './fuzzed.ts';
import { loadCorpus } from './golden-corpus.ts';

const corpus = loadCorpus();
const XML =
  '<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">\n<properties><comment>c</comment>\n<entry key="a.b">1</entry><entry key="c">&lt;2&amp;</entry></properties>';

/** Whether documents apply is asked of all that can be read. */
function judge(read: ReturnType<typeof flattenYaml>): Verdict {
  if (!read.ok) return 'refused';
  const context = { profiles: new Set(['dev']), defaultRequest: false };
  return read.value.every((document) => isActive(document, context, 'dev').ok)
    ? 'accepted'
    : 'refused';
}

/** What can be read can be served in every form that a client may ask for, and read again. */
function serve(document: PropertyDocument): Verdict {
  const source = new Map([...document].map(([key, { value }]) => [key, value]));
  const environment = {
    name: 'a',
    profiles: ['dev'],
    label: null,
    version: null,
    state: null,
    propertySources: [{ name: 's', source }],
  };
  assert.ok(decodeEnvironment(encodeEnvironment(environment)).ok);
  renderProperties(environment, 'resolved');
  const nested = nestedDocument(environment, 'resolved');
  if (!nested.ok) return 'refused';
  assert.doesNotThrow(() => JSON.parse(renderJson(nested.value)));
  assert.ok(flattenYaml(renderYaml(nested.value, 'kept')).ok);
  return 'accepted';
}

describe('readers of whatever is in a repository', () => {
  after(() => {
    assert.deepEqual(Object.keys(Object.prototype), []);
  });

  fuzzDecoder('YAML', fuzzed(corpus.yaml, fc.json()), (text) => judge(flattenYaml(text)));

  fuzzDecoder('properties', fuzzed(corpus.properties), (text) => judge(parseProperties(text)));

  fuzzDecoder('XML', fuzzed([XML]), (text) => judge(parseXmlProperties(text)));

  fuzzDecoder(
    'files in every form that is served',
    fuzzed([...corpus.yaml, ...corpus.properties]),
    (text) => {
      const read = [flattenYaml(text), parseProperties(text)];
      const documents = read.flatMap((one) => (one.ok ? one.value : []));
      return documents.map(serve).includes('accepted') ? 'accepted' : 'refused';
    },
    20,
  );

  fuzzDecoder('environments in JSON', fuzzed(corpus.environments), (text) => {
    const read = decodeEnvironment(text);
    if (!read.ok) return 'refused';
    assert.ok(decodeEnvironment(encodeEnvironment(read.value)).ok);
    return 'accepted';
  });

  const values = new Map([
    ['a', `\${b}`],
    ['b', `\${c:\${d}}`],
    ['d', `\${a}x\${e}`],
    ['e', `\${f}\${f}`],
    ['f', `\${g}\${g}`],
    ['g', 'g'],
  ]);
  fuzzDecoder(
    'placeholders',
    fuzzed([`\${a}`, `x\${c:y\${z}}`, `\\\${a}`, `\${\${b}}`, `\${a:b:c}`].concat(corpus.yaml)),
    (text) => {
      const lookup = (name: string) => values.get(name);
      const kept = resolvePlaceholders(text, { lookup, unknownNested: 'keep' });
      const strict = resolvePlaceholders(text, { lookup, unknownNested: 'refuse' });
      assert.ok(kept.ok || !strict.ok);
      return strict.ok ? 'accepted' : 'refused';
    },
  );

  fuzzDecoder('conditions', fuzzed(['a & !b', '(a | b) & c', '!(a)', 'prod']), (text) =>
    matchesProfiles(text, new Set(['a', 'prod'])).ok ? 'accepted' : 'refused',
  );
});

import assert from 'node:assert/strict';
import { unescapeSlashes } from '@vernal/protocol/config';
import { fuzzDecoder } from '@vernal/server-kit/testing';
import { parseConfigQuery } from '../../src/domain/config-query.ts';
import { isResourcePath, resourceCandidates } from '../../src/domain/resource-path.ts';
import { flatFileNames } from '../../src/http/flat-file.ts';
import { fuzzed } from './fuzzed.ts';
import { loadCorpus } from './golden-corpus.ts';

const corpus = loadCorpus();
const segments = corpus.paths.flatMap((path) => path.split(/[/?]/)).filter((text) => text !== '');

describe('readers of whatever a request says', () => {
  fuzzDecoder('names, labels and profiles', fuzzed(segments), (text) => {
    const key = parseConfigQuery({ name: text, profiles: 'dev', label: text });
    const profiles = parseConfigQuery({ name: 'a', profiles: text, label: null });
    if (profiles.ok) assert.doesNotMatch(text, /\.\.|[/\\#%\p{Cc}]/u);
    if (!key.ok) return 'refused';
    assert.doesNotMatch(`${key.value.application} ${key.value.label}`, /\.\.|[\\#\p{Cc}]/u);
    return 'accepted';
  });

  fuzzDecoder('file names', fuzzed(segments), (text) => {
    const file = flatFileNames(text);
    if (file === undefined) return 'refused';
    assert.equal(`${file.name}-${file.profiles}.${file.extension}`, text);
    return 'accepted';
  });

  fuzzDecoder(
    'paths of files',
    fuzzed(['sub(_)dir/f.txt', 'nginx.conf', 'a/.git/config']),
    (text) => {
      const path = unescapeSlashes(text);
      if (!isResourcePath(path)) return 'refused';
      for (const candidate of resourceCandidates(path, 'dev,default', ['', 'x/'])) {
        const parts = candidate.split('/');
        assert.ok(!parts.includes('..') && !parts.includes('.git'));
      }
      return 'accepted';
    },
  );
});

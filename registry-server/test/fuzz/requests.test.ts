import assert from 'node:assert/strict';
import { fuzzDecoder } from '@vernal/server-kit/testing';
import { parseEurekaPath } from '../../src/http/eureka-path.ts';
import {
  acceptsGzip,
  bodyType,
  isAcceptable,
  listType,
  preferredType,
  wantsCompact,
} from '../../src/http/negotiation.ts';
import { readQuery } from '../../src/http/query.ts';
import { findStatus, parseDirtyTimestamp } from '../../src/http/status-query.ts';
import { fuzzed } from './fuzzed.ts';
import { loadCorpus } from './golden-corpus.ts';

const corpus = loadCorpus();
const PARAMETERS = ['lastDirtyTimestamp', 'value', 'overriddenstatus', 'regions', 'status'];

describe('readers of whatever a request says', () => {
  fuzzDecoder('paths', fuzzed(corpus.urls), (url) => {
    const path = parseEurekaPath(url);
    if (path === undefined) return 'refused';
    assert.ok(path.segments.every((segment) => segment !== ''));
    return 'accepted';
  });

  fuzzDecoder('parameters', fuzzed(corpus.queries), (text) => {
    const query = readQuery(text);
    const whole = new URLSearchParams(text);
    const isPlain = !/[^\x20-\x7e]|#/.test(text) && !text.startsWith('?');
    for (const name of isPlain ? PARAMETERS : []) assert.equal(query.get(name), whole.get(name));
    const time = parseDirtyTimestamp(query);
    if (time.ok && time.value !== undefined) assert.ok(Number.isSafeInteger(time.value));
    return time.ok && findStatus(query.get('value') ?? 'UP') !== undefined ? 'accepted' : 'refused';
  });

  fuzzDecoder('Accept', fuzzed(corpus.accepts), (accept) => {
    const headers = { accept, 'accept-encoding': accept, 'x-eureka-accept': accept };
    listType(headers);
    wantsCompact(headers);
    acceptsGzip(headers);
    if (preferredType(headers) !== undefined) assert.ok(isAcceptable(headers));
    return isAcceptable(headers) ? 'accepted' : 'refused';
  });

  fuzzDecoder('Content-Type', fuzzed(corpus.contentTypes), (contentType) =>
    bodyType({ 'content-type': contentType }) === undefined ? 'refused' : 'accepted',
  );
});

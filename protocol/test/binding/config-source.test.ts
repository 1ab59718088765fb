import assert from 'node:assert/strict';
import { remoteSources } from '../../src/binding/index.ts';
import { decodeEnvironment } from '../../src/config/index.ts';

describe('the sources of a config server’s answer', () => {
  it('have an empty text for the empty list of an old server, as for that of a new one', () => {
    const answer = '{"name":"a","propertySources":[{"name":"f","source":{"old":[],"new":""}}]}';
    const decoded = decodeEnvironment(answer);
    assert.ok(decoded.ok);
    const [source] = remoteSources(decoded.value);
    assert.deepEqual(source?.values, new Map(Object.entries({ old: '', new: '' })));
  });
});

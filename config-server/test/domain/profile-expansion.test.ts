import assert from 'node:assert/strict';
import { parseProperties } from '@vernal/protocol/config';
import { expandProfiles, isDefaultRequest } from '../../src/domain/profile-expansion.ts';

function documentsOf(...texts: string[]) {
  return texts.flatMap((text) => {
    const parsed = parseProperties(text);
    assert.ok(parsed.ok);
    return parsed.value;
  });
}

describe('the profiles of a request, weakest first', () => {
  it('are its own, then those that files include [config 54]', () => {
    const general = documentsOf('spring.profiles.include=extra, more\n');
    assert.deepEqual(expandProfiles(['dev', 'eu'], general), ['dev', 'eu', 'extra', 'more']);
  });

  it('are followed each by the members of its group, and of theirs, each once', () => {
    const general = documentsOf(
      'spring.profiles.group.prod=db,mq\n',
      'spring.profiles.group.mq[0]=tls\nspring.profiles.group.tls=prod\n',
    );
    assert.deepEqual(expandProfiles(['prod', 'eu', 'db'], general), [
      'prod',
      'db',
      'mq',
      'tls',
      'eu',
    ]);
  });

  it('are its own where it asks for default, whatever files say [config 54]', () => {
    const general = documentsOf('spring.profiles.include=extra\nspring.profiles.group.dev=db\n');
    assert.deepEqual(expandProfiles(['default', 'dev', 'default'], general), ['default', 'dev']);
    assert.deepEqual([['default', 'dev'], [], ['dev', 'default']].map(isDefaultRequest), [
      true,
      true,
      false,
    ]);
  });
});

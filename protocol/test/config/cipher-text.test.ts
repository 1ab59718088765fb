import assert from 'node:assert/strict';
import { isEncrypted, parseCipherText } from '../../src/config/index.ts';

describe('parseCipherText', () => {
  it('takes the prefixes off and keeps them as keys [config 92]', () => {
    assert.deepEqual(parseCipherText('{cipher}{key:alias}{secret:pw}AQ=='), {
      keys: { key: 'alias', secret: 'pw' },
      payload: 'AQ==',
    });
  });

  it('takes everything after {plain} as it stands [config 97]', () => {
    assert.deepEqual(parseCipherText('{plain}{x:y}'), { keys: {}, payload: '{x:y}' });
  });

  it('ignores name and profiles: the request names them', () => {
    assert.deepEqual(parseCipherText('{cipher}{name:a}{profiles:b}zz').keys, {});
  });

  it('knows an encrypted value by its start', () => {
    assert.equal(isEncrypted('{cipher}00'), true);
    assert.equal(isEncrypted('x{cipher}00'), false);
    assert.equal(isEncrypted(1), false);
  });
});

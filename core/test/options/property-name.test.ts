import assert from 'node:assert/strict';
import {
  environmentNames,
  formatPropertyName,
  parsePropertyName,
  uniformName,
} from '@vernal/core/options';
import fc from 'fast-check';

describe('property names', () => {
  it('split into segments and indexes, and brackets keep what they hold', () => {
    assert.deepEqual(parsePropertyName('my.service[0].other'), ['my', 'service', '0', 'other']);
    assert.deepEqual(parsePropertyName('headers[x.y]'), ['headers', 'x.y']);
  });

  it('are compared without dashes, underscores and case [client-sdk 58]', () => {
    const same = ['my.first-name', 'my.firstName', 'my.first_name', 'MY.FIRSTNAME'];
    assert.equal(new Set(same.map((name) => uniformName(parsePropertyName(name)))).size, 1);
  });

  it('map to environment variables by dropping dashes [client-sdk 58]', () => {
    assert.deepEqual(environmentNames(parsePropertyName('my.service[0].other')), [
      'my_service_0_other',
    ]);
    assert.equal(environmentNames(parsePropertyName('myapp.max-retries'))[0], 'myapp_maxretries');
  });

  it('are shown as they are written', () => {
    assert.equal(formatPropertyName(['users', '0', 'name']), 'users[0].name');
  });

  it('are read whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        uniformName(parsePropertyName(text));
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { hostedNameOf, isHostedName } from '../../../src/domain/hosting/hosted-repository.ts';

describe('the name of a hosted repository', () => {
  it('can stand in a URL and name a folder on any system', () => {
    for (const name of ['config', 'team-a', 'Shop_2', 'a.b'])
      assert.equal(isHostedName(name), true);
    const wrong = [
      '',
      '.',
      '..',
      '.git',
      'a/b',
      'a\\b',
      'a..b',
      'a.git',
      'a.lock',
      '-a',
      'a b',
      'ä',
    ];
    for (const name of [...wrong, 'x'.repeat(101)]) assert.equal(isHostedName(name), false, name);
  });

  it('is what follows hosted: in an address', () => {
    assert.equal(hostedNameOf('hosted:config'), 'config');
    assert.equal(hostedNameOf('hosted:config.git'), 'config');
    assert.equal(hostedNameOf('https://host/config.git'), undefined);
  });
});

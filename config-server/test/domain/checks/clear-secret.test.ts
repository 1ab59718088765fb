import assert from 'node:assert/strict';
import { isClearSecret } from '../../../src/domain/checks/clear-secret.ts';

const NAMES = [
  'db.password',
  'spring.datasource.password',
  'apiKey',
  'api-key',
  'aws.secret-key',
  'client.secret',
  'tokens[0]',
  'ssl.key-store-password',
  'MY_TOKEN',
  'ssh.passphrase',
];
const HARMLESS_NAMES = [
  'token-ttl',
  'password-policy',
  'key',
  'monkey',
  'secretary.name',
  'keys[0]',
];

/** Written in parts, so that no scanner takes this file for a leak. */
const VALUES = [
  `-----BEGIN RSA ${'PRIVATE'} KEY-----`,
  `AK${'IA'}${'A'.repeat(16)}`,
  `gh${'p_'}${'a'.repeat(36)}`,
  `gl${'pat-'}${'a'.repeat(20)}`,
  `xox${'b-'}${'1'.repeat(12)}`,
  `sk_${'live_'}${'a'.repeat(24)}`,
  `AI${'za'}${'a'.repeat(35)}`,
  'jdbc:postgresql://orders:sesame@db/orders',
  'https://ada:sesame@example.org/x',
];

describe('a secret in clear', () => {
  it('is known by its name', () => {
    for (const name of NAMES) assert.equal(isClearSecret(name, 'sesame'), true, name);
    for (const name of HARMLESS_NAMES) assert.equal(isClearSecret(name, 'sesame'), false, name);
  });

  it('is known by its form', () => {
    for (const value of VALUES) assert.equal(isClearSecret('x', value), true, value);
    for (const value of ['http://db:5432/x', 'a@b.org', 'mailto:a:b@c', 'AKIA']) {
      assert.equal(isClearSecret('x', value), false, value);
    }
  });

  it('is neither a flag nor nothing, nor what the environment brings', () => {
    const harmless = ['', ' ', 'true', 'none', '$' + '{PASSWORD}', '$' + '{PASSWORD:}'];
    for (const value of harmless) assert.equal(isClearSecret('db.password', value), false, value);
    const nested = '$' + '{A:$' + '{B:}}';
    assert.equal(isClearSecret('db.password', nested), false);
    const address = 'https://ada:$' + '{PASSWORD}@example.org';
    assert.equal(isClearSecret('x', address), false);
  });

  it('may be the default of a placeholder', () => {
    assert.equal(isClearSecret('db.password', '$' + '{PASSWORD:sesame}'), true);
    assert.equal(isClearSecret('db.password', '$' + '{A:$' + '{B:sesame}}'), true);
  });

  it('is found in time that grows with the text alone', () => {
    const hostile = ['a://', '-----BEGIN ', 'eyJ', '${', '${a:'].map((part) => part.repeat(50_000));
    const start = process.hrtime.bigint();
    for (const text of hostile) isClearSecret('x', text);
    assert.ok(process.hrtime.bigint() - start < 1_000_000_000n);
  });
});

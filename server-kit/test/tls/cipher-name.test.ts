import assert from 'node:assert/strict';
import { getCiphers } from 'node:tls';
import { cipherName } from '../../src/tls/cipher-name.ts';

const NAMES: Readonly<Record<string, string>> = {
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 'ECDHE-ECDSA-AES256-GCM-SHA384',
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: 'ECDHE-RSA-CHACHA20-POLY1305',
  TLS_DHE_RSA_WITH_AES_128_CBC_SHA256: 'DHE-RSA-AES128-SHA256',
  TLS_RSA_WITH_AES_128_GCM_SHA256: 'AES128-GCM-SHA256',
  TLS_AES_128_GCM_SHA256: 'TLS_AES_128_GCM_SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256': 'ECDHE-RSA-AES128-GCM-SHA256',
};

describe('the name of a cipher suite', () => {
  for (const [given, expected] of Object.entries(NAMES)) {
    it(`${given} is ${expected} to OpenSSL`, () => {
      assert.equal(cipherName(given), expected);
      assert.ok(getCiphers().includes(expected.toLowerCase()));
    });
  }
});

import assert from 'node:assert/strict';
import { isLoopback } from '../../src/security/public-address.ts';

describe('an address', () => {
  it('is private when only this machine reaches it', () => {
    for (const address of ['127.0.0.1', '127.8.9.10', 'localhost', '::1', '::ffff:127.0.0.1']) {
      assert.equal(isLoopback(address), true, address);
    }
  });

  it('is public otherwise, also when it only looks private', () => {
    for (const address of ['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.com', '']) {
      assert.equal(isLoopback(address), false, address);
    }
  });
});

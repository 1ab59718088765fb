import assert from 'node:assert/strict';
import { isOwnUrl } from '../../src/peers/own-address.ts';

const OWN = { url: undefined, hosts: new Set(['me.lab', 'localhost', '::1']), port: 8761 };

describe('a service URL', () => {
  for (const [url, isOwn] of [
    ['http://localhost:8761/eureka/', true],
    ['http://user:secret@ME.lab:8761/eureka', true],
    ['http://[::1]:8761/eureka/', true],
    ['http://localhost:8762/eureka/', false],
    ['http://other.lab:8761/eureka/', false],
    ['https://me.lab/eureka/', false],
    ['nonsense', false],
  ] as const) {
    it(`${url} is ${isOwn ? '' : 'not '}this registry: host and port count`, () => {
      assert.equal(isOwnUrl(url, OWN), isOwn);
    });
  }

  it('is this registry only when it is my-url, where that is configured', () => {
    const own = { ...OWN, url: 'http://eureka-1/eureka/' };
    assert.equal(isOwnUrl('http://eureka-1/eureka', own), true);
    assert.equal(isOwnUrl('http://localhost:8761/eureka/', own), false);
  });

  it('without a port has that of its scheme', () => {
    assert.equal(isOwnUrl('https://me.lab/eureka/', { ...OWN, port: 443 }), true);
    assert.equal(isOwnUrl('http://me.lab/eureka/', { ...OWN, port: 80 }), true);
  });
});

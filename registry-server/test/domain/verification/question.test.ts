import assert from 'node:assert/strict';
import { addressesOf, questionFor } from '../../../src/domain/verification/question.ts';
import { sampleInstance } from '../../sample-instance.ts';

function askedAt(changes: Parameters<typeof sampleInstance>[0]): string | undefined {
  return questionFor(sampleInstance(changes))?.url.href;
}

describe('where an instance is asked', () => {
  it('is its health check, if that is on a registered host and port', () => {
    assert.equal(
      askedAt({ healthCheckUrl: 'http://N1.lab:8080/actuator/health' }),
      'http://n1.lab:8080/actuator/health',
    );
  });

  it('is the status page or home page when the health check is elsewhere', () => {
    const homePageUrl = 'http://10.0.0.1:8080/';
    assert.equal(askedAt({ healthCheckUrl: 'http://10.0.0.2:8080/h', homePageUrl }), homePageUrl);
    assert.equal(askedAt({ healthCheckUrl: 'http://10.0.0.1:22/', homePageUrl }), homePageUrl);
    assert.equal(askedAt({ healthCheckUrl: '/health', homePageUrl }), homePageUrl);
    assert.equal(askedAt({ healthCheckUrl: 'ftp://10.0.0.1:8080/', homePageUrl }), homePageUrl);
  });

  it('is the address itself without such a URL, the IP address first', () => {
    assert.equal(askedAt({}), 'http://10.0.0.1:8080/');
    assert.equal(askedAt({ ipAddr: '' }), 'http://n1.lab:8080/');
    assert.equal(askedAt({ ipAddr: 'fd12::1' }), 'http://[fd12::1]:8080/');
  });

  it('is the secure port when the other is off, and nowhere when both are', () => {
    const port = { number: 8080, enabled: false };
    assert.equal(
      askedAt({ port, securePort: { number: 8443, enabled: true } }),
      'https://10.0.0.1:8443/',
    );
    assert.equal(askedAt({ port, securePort: port }), undefined);
  });

  it('is nowhere for what is no host', () => {
    assert.equal(askedAt({ ipAddr: 'a b', hostName: 'c/d@e' }), undefined);
    assert.equal(askedAt({ ipAddr: '10.0.0.1/x?', hostName: '' }), undefined);
    assert.equal(askedAt({ ipAddr: '10.0.0.1:22', hostName: '' }), undefined);
  });

  it('spells one address in one way', () => {
    const port = { number: 80, enabled: true };
    assert.deepEqual(addressesOf(sampleInstance({ ipAddr: '0x7f.1', hostName: 'A.LAB', port })), [
      '127.0.0.1:80',
      'a.lab:80',
    ]);
  });
});

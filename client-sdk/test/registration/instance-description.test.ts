import assert from 'node:assert/strict';
import { toInstance } from '../../src/discovery/instance.ts';
import { describeInstance } from '../../src/registration/instance-description.ts';
import { thisMachine } from '../../src/registration/machine.ts';

const registrant = {
  app: 'orders',
  machine: { hostName: 'box', ipAddr: '10.0.0.5' },
  lease: { renewalIntervalSeconds: 5, durationSeconds: 15 },
};

describe('instance description', () => {
  it('registers an address that needs no name service', () => {
    const info = describeInstance(registrant, { port: 8080 }, 42);
    assert.equal(info.app, 'ORDERS');
    assert.equal(info.vipAddress, 'orders');
    assert.equal(info.hostName, '10.0.0.5');
    assert.equal(info.homePageUrl, 'http://10.0.0.5:8080/');
    assert.equal(info.healthCheckUrl, 'http://10.0.0.5:8080/actuator/health');
    assert.deepEqual(info.port, { number: 8080, enabled: true });
    assert.equal(info.lease?.durationInSecs, 15);
    assert.equal(info.lastDirtyTimestamp, 42);
  });

  it('prefers the secure port when there is one', () => {
    const info = describeInstance(registrant, { port: 80, securePort: 8443, hostName: 'h' }, 0);
    assert.equal(info.instanceId, 'box:orders:8443');
    assert.deepEqual(info.securePort, { number: 8443, enabled: true });
    assert.equal(info.port.enabled, false);
    assert.equal(info.homePageUrl, 'https://h:8443/');
  });

  it('puts an IPv6 address in brackets, for callers too', () => {
    const info = describeInstance(registrant, { port: 8080, hostName: 'fd00::5' }, 0);
    assert.equal(info.hostName, 'fd00::5');
    assert.equal(info.homePageUrl, 'http://[fd00::5]:8080/');
    assert.equal(toInstance(info).url, 'http://[fd00::5]:8080');
    assert.equal(toInstance({ ...info, hostName: '[::1]' }).url, 'http://[::1]:8080');
  });

  it('finds an address of this machine', () => {
    const { hostName, ipAddr } = thisMachine();
    assert.match(ipAddr, /^\d+\.\d+\.\d+\.\d+$/);
    assert.notEqual(hostName, '');
  });
});

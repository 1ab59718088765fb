import assert from 'node:assert/strict';
import { ownInstance } from '@vernal/server-kit';
import { boundPeerOptions } from './bound-options.ts';

const MACHINE = {
  hostName: 'eureka-1',
  ipAddr: '10.0.0.1',
  port: 8761,
  isSecure: false,
  contextPath: '',
  nowMs: 1_000,
};

describe('a registry as an instance', () => {
  it("has Spring's names and defaults", () => {
    const own = ownInstance(boundPeerOptions({ 'spring.application.name': 'eureka' }), MACHINE);
    assert.deepEqual(
      [own.app, own.instanceId, own.hostName, own.vipAddress, own.lease?.durationInSecs],
      ['EUREKA', 'eureka-1:eureka:8761', 'eureka-1', 'eureka', 90],
    );
    assert.equal(own.homePageUrl, 'http://eureka-1:8761/');
    assert.deepEqual(own.port, { number: 8761, enabled: true });
  });

  it('is named as the options say', () => {
    const options = boundPeerOptions({
      'eureka.instance.appname': 'registry',
      'eureka.instance.hostname': 'peer-1',
      'eureka.instance.ip-address': '10.0.0.9',
      'eureka.instance.instance-id': 'one',
      'eureka.instance.lease-renewal-interval-in-seconds': 5,
      'eureka.instance.metadata-map.zone': 'lab-a',
    });
    const own = ownInstance(options, MACHINE);
    assert.deepEqual(
      [own.app, own.instanceId, own.hostName, own.ipAddr, own.lease?.renewalIntervalInSecs],
      ['REGISTRY', 'one', 'peer-1', '10.0.0.9', 5],
    );
    assert.deepEqual(own.metadata, { zone: 'lab-a' });
  });

  it('has its pages below its context path', () => {
    const own = ownInstance(boundPeerOptions(), { ...MACHINE, contextPath: '/registry' });
    assert.deepEqual(
      [own.homePageUrl, own.healthCheckUrl],
      ['http://eureka-1:8761/registry/', 'http://eureka-1:8761/registry/actuator/health'],
    );
  });

  it('goes by its address where that is preferred', () => {
    const options = boundPeerOptions({ 'eureka.instance.prefer-ip-address': true });
    assert.equal(ownInstance(options, MACHINE).hostName, '10.0.0.1');
  });

  it('says so when it speaks HTTPS', () => {
    const own = ownInstance(boundPeerOptions(), { ...MACHINE, isSecure: true });
    assert.deepEqual(own.securePort, { number: 8761, enabled: true });
    assert.equal(own.port.enabled, false);
    assert.equal(own.secureHealthCheckUrl, 'https://eureka-1:8761/actuator/health');
    assert.equal(own.healthCheckUrl, undefined);
  });
});

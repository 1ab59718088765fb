import assert from 'node:assert/strict';
import { decodeInstance, encodeInstance, type InstanceInfo } from '@vernal/protocol/eureka';
import fc from 'fast-check';
import { springBody } from './sample-instance.ts';

/** The keys that a strict Java reader knows (eureka-protocol 2.6). */
const ALLOWED = new Set(
  (
    'instanceId app appGroupName ipAddr sid port securePort homePageUrl statusPageUrl healthCheckUrl ' +
    'secureHealthCheckUrl vipAddress secureVipAddress countryId dataCenterInfo hostName status ' +
    'overriddenStatus leaseInfo isCoordinatingDiscoveryServer metadata lastUpdatedTimestamp ' +
    'lastDirtyTimestamp actionType asgName'
  ).split(' '),
);

function sample(changes: Readonly<Record<string, unknown>> = {}): InstanceInfo {
  const decoded = decodeInstance(springBody(changes));
  assert.ok(decoded.ok);
  return decoded.value;
}

function written(instance: InstanceInfo): Record<string, unknown> {
  const document = JSON.parse(encodeInstance(instance)) as { instance: Record<string, unknown> };
  assert.deepEqual(Object.keys(document), ['instance']);
  return document.instance;
}

describe('an instance on the wire', () => {
  it('has types exactly as Java writes them [eureka 35, 36]', () => {
    const json = written(sample());
    assert.deepEqual(json['port'], { $: 9007, '@enabled': 'true' });
    assert.equal(json['lastUpdatedTimestamp'], '1735690000111');
    assert.equal(json['lastDirtyTimestamp'], '1735690000444');
    assert.equal(json['isCoordinatingDiscoveryServer'], 'false');
    assert.equal(json['countryId'], 1);
  });

  it('marks empty metadata with the class of an empty map [eureka 37]', () => {
    const expected = { '@class': 'java.util.Collections$EmptyMap' };
    assert.deepEqual(written(sample({ metadata: {} }))['metadata'], expected);
  });

  it('has a data centre of class and name, nothing else [eureka 38]', () => {
    assert.deepEqual(written(sample())['dataCenterInfo'], {
      '@class': 'com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo',
      name: 'MyOwn',
    });
  });

  it('gives Amazon its class and a metadata object, whatever was sent [eureka 39]', () => {
    const dataCenterInfo = {
      '@class': 'com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo',
      name: 'Amazon',
    };
    assert.deepEqual(written(sample({ dataCenterInfo }))['dataCenterInfo'], {
      '@class': 'com.netflix.appinfo.AmazonInfo',
      name: 'Amazon',
      metadata: { 'instance-id': 'app7.lab:billing:9007' },
    });
  });

  it('never shows a key that strict readers do not know [eureka 28, 41, 46]', () => {
    const stray = { region: 'x', deep: { a: 1 }, list: [1] };
    for (const key of Object.keys(written(sample(stray)))) assert.ok(ALLOWED.has(key), key);
  });

  it('reads back as what was written', () => {
    const text = fc.string();
    const changes = fc.record({
      vipAddress: text,
      metadata: fc.dictionary(fc.string(), text),
      status: fc.constantFrom('UP', 'DOWN', 'STARTING', 'OUT_OF_SERVICE', 'UNKNOWN'),
      port: fc.record({ $: fc.nat(65_535), '@enabled': fc.boolean() }),
      lastDirtyTimestamp: fc.nat(),
    });
    fc.assert(
      fc.property(changes, (changed) => {
        const instance = sample(changed);
        const again = decodeInstance(encodeInstance(instance));
        assert.deepEqual(again, { ok: true, value: instance });
      }),
    );
  });
});

import assert from 'node:assert/strict';
import {
  compactJson,
  decodeApplications,
  writeApplication,
  writeApplications,
} from '@vernal/protocol/eureka';
import { decodedInstance } from './sample-instance.ts';

describe('compact JSON', () => {
  it('keeps what a caller of the instance needs, in the order of Java [eureka 44]', () => {
    const instances = [decodedInstance({ asgName: 'group', actionType: 'ADDED' })];
    assert.equal(
      writeApplication(compactJson, { name: 'BILLING', instances }),
      '{"application":{"name":"BILLING","instance":[{"instanceId":"app7.lab:billing:9007","app":"BILLING",' +
        '"ipAddr":"10.20.0.77","vipAddress":"billing","secureVipAddress":"billing",' +
        '"dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo","name":"MyOwn"},' +
        '"hostName":"app7.lab","status":"UP","lastUpdatedTimestamp":1735690000111,"actionType":"ADDED",' +
        '"asgName":"group","port":{"$":9007,"@enabled":"true"},"securePort":{"$":443,"@enabled":"false"}}]}}',
    );
  });

  it('keeps five entries of Amazon', () => {
    const metadata = {
      'instance-id': 'i-1',
      'public-ipv4': '10.0.0.1',
      'public-hostname': 'p',
      'local-ipv4': '10.0.0.2',
      'availability-zone': 'z',
    };
    const dataCenterInfo = { name: 'Amazon', metadata: { ...metadata, 'ami-id': 'a', mac: 'm' } };
    const text = compactJson.listedInstance(decodedInstance({ dataCenterInfo }));
    const written = JSON.parse(text) as { dataCenterInfo: { metadata: object } };
    assert.deepEqual(written.dataCenterInfo.metadata, metadata);
  });

  it('puts version and hash code last, and is read like the full form', () => {
    const head = { versionsDelta: '1', appsHashCode: '' };
    const empty = writeApplications(compactJson, { ...head, applications: [] });
    assert.equal(
      empty,
      '{"applications":{"application":[],"versions__delta":"1","apps__hashcode":""}}',
    );
    assert.deepEqual(decodeApplications(empty), { ok: true, value: { ...head, applications: [] } });
  });
});

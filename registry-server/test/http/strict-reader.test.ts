import assert from 'node:assert/strict';
import { useRegistry } from './running-registry.ts';
import {
  readApplicationStrictly,
  readApplicationsStrictly,
  readInstanceStrictly,
} from './strict-reader.ts';

/** Registrations as clients send them that are careless with types and keys (eureka-protocol 2.3). */
const CARELESS = [
  { instanceId: 'plain' },
  { instanceId: 'bare-port', port: 8080, securePort: '8443' },
  {
    instanceId: 'flags',
    port: { $: '8080', '@enabled': true },
    isCoordinatingDiscoveryServer: true,
  },
  { instanceId: 'extra', owner: 'team', build: { number: 7 }, tags: 'a' },
  { instanceId: 'values', metadata: { n: 1, b: true, deep: { a: 1 }, list: [1], none: null } },
  {
    instanceId: 'amazon',
    dataCenterInfo: {
      '@class': 'com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo',
      name: 'Amazon',
    },
  },
  { instanceId: 'my-own', dataCenterInfo: { name: 'MyOwn', metadata: { rack: '7' } } },
  { instanceId: 'nulls', actionType: null, asgName: null, homePageUrl: null, leaseInfo: null },
  {
    instanceId: 'odd',
    status: 'SLEEPING',
    overriddenstatus: 'UP',
    sid: 'unknown',
    countryId: '49',
  },
  { instanceId: 'lease', leaseInfo: { durationInSecs: '-5', renewalTimestamp: 7, extra: 'x' } },
  { instanceId: 'prototype', metadata: JSON.parse('{"__proto__":"x","constructor":"y"}') },
  { instanceId: 'names', hostName: 'bücher \u0001"<', metadata: { 'a b/ü': '%2F' } },
];

describe('a client as strict as Java’s', () => {
  const registry = useRegistry();

  it('reads every list and instance, whatever was registered [eureka 28, 34, 35, 36, 38, 39, 40, 41, 46]', async () => {
    for (const instance of CARELESS) await registry.register(instance).expect(204);
    await registry.delete('/eureka/apps/ORDERS/plain').expect(200);
    await registry.put('/eureka/apps/ORDERS/odd/status?value=OUT_OF_SERVICE').expect(200);
    for (const path of ['/eureka/apps', '/eureka/apps/delta', '/eureka/vips/orders']) {
      for (const form of ['full', 'compact']) {
        const { text } = await registry.get(path).set('x-eureka-accept', form).expect(200);
        readApplicationsStrictly(text);
        assert.ok(text.includes('"prototype"'), `${path} shows what was registered`);
      }
    }
    readApplicationStrictly((await registry.get('/eureka/apps/ORDERS').expect(200)).text);
    for (const { instanceId } of CARELESS.slice(1)) {
      const { text } = await registry.get(`/eureka/apps/ORDERS/${instanceId}`).expect(200);
      readInstanceStrictly(text);
    }
    readInstanceStrictly((await registry.get('/eureka/instances/amazon').expect(200)).text);
  });

  it('reads lists without anything in them [eureka 3, 72, 84]', async () => {
    for (const path of ['/eureka/apps', '/eureka/apps/delta', '/eureka/vips/none']) {
      readApplicationsStrictly((await registry.get(path).expect(200)).text);
    }
  });
});

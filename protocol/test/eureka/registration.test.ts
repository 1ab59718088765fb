import assert from 'node:assert/strict';
import {
  completeRegistration,
  decodeRegistration,
  type InstanceInfo,
} from '@vernal/protocol/eureka';
import { springBody } from './sample-instance.ts';

const NOW_MS = 1_800_000_000_000;

function register(body: string, app = 'BILLING'): InstanceInfo {
  const draft = decodeRegistration(body);
  assert.ok(draft.ok);
  const instance = completeRegistration(draft.value, { app, nowMs: NOW_MS });
  assert.ok(instance.ok);
  return instance.value;
}

function problemOf(body: string, app = 'BILLING'): string | undefined {
  const draft = decodeRegistration(body);
  assert.ok(draft.ok);
  const instance = completeRegistration(draft.value, { app, nowMs: NOW_MS });
  return instance.ok ? undefined : instance.problem.problem;
}

describe('a registration', () => {
  it('reads what a Spring client sends, nulls and numeric times included [eureka 13]', () => {
    const instance = register(springBody());
    assert.equal(instance.lastDirtyTimestamp, 1735690000444);
    assert.equal(instance.isCoordinatingDiscoveryServer, false);
    assert.equal(instance.appGroupName, undefined);
    assert.equal(instance.sid, undefined);
  });

  it('reads strings where Netflix writes strings [eureka 14]', () => {
    const body = springBody({
      lastDirtyTimestamp: '1735690000444',
      isCoordinatingDiscoveryServer: 'true',
      metadata: { '@class': 'java.util.Collections$EmptyMap' },
    });
    const instance = register(body);
    assert.equal(instance.lastDirtyTimestamp, 1735690000444);
    assert.equal(instance.isCoordinatingDiscoveryServer, true);
    assert.deepEqual(instance.metadata, {});
  });

  it('reads what eureka-js-client sends and fills in the rest [eureka 15, 26, 27]', () => {
    const body = JSON.stringify({
      instance: {
        app: 'web-ui',
        hostName: 'node3.lab',
        ipAddr: '10.20.0.33',
        port: { $: 3000, '@enabled': true },
        dataCenterInfo: { name: 'MyOwn' },
      },
    });
    const instance = register(body, 'Web-UI');
    assert.equal(instance.app, 'WEB-UI');
    assert.equal(instance.instanceId, 'node3.lab');
    assert.equal(instance.status, 'UP');
    assert.deepEqual(instance.port, { number: 3000, enabled: true });
    assert.deepEqual(instance.securePort, { number: 7002, enabled: false });
    assert.equal(instance.lastDirtyTimestamp, NOW_MS);
  });

  it('has the ports of Eureka where none are given [eureka 27]', () => {
    const instance = register(springBody({ port: undefined, securePort: undefined }));
    assert.deepEqual(instance.port, { number: 7001, enabled: true });
    assert.deepEqual(instance.securePort, { number: 7002, enabled: false });
  });

  it('reads the lower-case override and the old renewal name of Steeltoe [eureka 16]', () => {
    const body = springBody({
      overriddenStatus: undefined,
      overriddenstatus: 'OUT_OF_SERVICE',
      leaseInfo: { renewalTimestamp: 7 },
    });
    const instance = register(body);
    assert.equal(instance.overriddenStatus, 'OUT_OF_SERVICE');
    assert.equal(instance.lease?.lastRenewalTimestamp, 7);
    assert.equal(instance.lease.durationInSecs, 90);
  });

  it('names both applications when path and body differ [eureka 20]', () => {
    const text = 'Mismatched appName, expecting ORDERS but was BILLING';
    assert.equal(problemOf(springBody(), 'orders'), text);
  });

  const missing: readonly (readonly [Record<string, unknown>, string])[] = [
    [{ instanceId: '', hostName: null }, 'Missing instanceId'],
    [{ hostName: '' }, 'Missing hostname'],
    [{ ipAddr: null }, 'Missing ip address'],
    [{ app: '' }, 'Missing appName'],
    [{ dataCenterInfo: null }, 'Missing dataCenterInfo'],
    [{ dataCenterInfo: {} }, 'Missing dataCenterInfo Name'],
  ];
  for (const [changes, text] of missing) {
    it(`answers "${text}" [eureka 21, 22, 23, 24]`, () => {
      assert.equal(problemOf(springBody(changes)), text);
    });
  }

  it('takes the id from the metadata, with the host name before it [eureka 26]', () => {
    const body = springBody({ instanceId: null, metadata: { instanceId: 'alpha' } });
    assert.equal(register(body).instanceId, 'app7.lab:alpha');
  });

  it("takes Amazon's id, and writes the computed one where Amazon's is blank [eureka 39]", () => {
    const amazon = { name: 'Amazon', metadata: { 'instance-id': 'i-001' } };
    const body = springBody({ instanceId: null, dataCenterInfo: amazon });
    assert.equal(register(body).instanceId, 'i-001');
    const blank = register(springBody({ dataCenterInfo: { name: 'Amazon' } }));
    assert.deepEqual(blank.dataCenter.metadata, { 'instance-id': 'app7.lab:billing:9007' });
  });

  it('makes every metadata value a string [eureka 29]', () => {
    const metadata = { weight: 5, canary: true, text: 'x', nothing: null, nested: { a: 1 } };
    const expected = { weight: '5', canary: 'true', text: 'x' };
    assert.deepEqual(register(springBody({ metadata })).metadata, expected);
  });

  it('falls back to 30 and 90 seconds for durations that are not positive', () => {
    const leaseInfo = { renewalIntervalInSecs: 0, durationInSecs: -5 };
    const { lease } = register(springBody({ leaseInfo }));
    assert.equal(lease?.renewalIntervalInSecs, 30);
    assert.equal(lease.durationInSecs, 90);
  });

  it('takes an unknown status for UNKNOWN, in exact case', () => {
    assert.equal(register(springBody({ status: 'SLEEPING' })).status, 'UNKNOWN');
    assert.equal(register(springBody({ status: 'up' })).status, 'UNKNOWN');
  });
});

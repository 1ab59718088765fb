import assert from 'node:assert/strict';
import {
  decodeApplication,
  decodeApplications,
  decodeInstance,
  encodeApplication,
  encodeApplications,
  type InstanceInfo,
} from '@vernal/protocol/eureka';
import { springBody, springInstance } from './sample-instance.ts';

function sample(): InstanceInfo {
  const decoded = decodeInstance(springBody());
  assert.ok(decoded.ok);
  return decoded.value;
}

describe('a list of applications', () => {
  it('writes an empty registry as Java does [eureka 3]', () => {
    const text = encodeApplications({ versionsDelta: '1', appsHashCode: '', applications: [] });
    assert.equal(
      text,
      '{"applications":{"versions__delta":"1","apps__hashcode":"","application":[]}}',
    );
  });

  it('writes lists even for one application with one instance [eureka 34]', () => {
    const applications = [{ name: 'BILLING', instances: [sample()] }];
    const text = encodeApplications({ versionsDelta: '1', appsHashCode: 'UP_1_', applications });
    const written = JSON.parse(text) as { applications: { application: { instance: unknown }[] } };
    assert.ok(Array.isArray(written.applications.application));
    assert.ok(Array.isArray(written.applications.application[0]?.instance));
  });

  it('reads back what it wrote', () => {
    const applications = [{ name: 'BILLING', instances: [sample()] }];
    const value = { versionsDelta: '7', appsHashCode: 'UP_1_', applications };
    assert.deepEqual(decodeApplications(encodeApplications(value)), { ok: true, value });
  });

  it('reads an element where others write a list of one', () => {
    const applications = { application: { name: 'billing', instance: springInstance() } };
    const decoded = decodeApplications(JSON.stringify({ applications }));
    assert.ok(decoded.ok);
    assert.equal(decoded.value.applications[0]?.name, 'BILLING');
    assert.equal(decoded.value.applications[0].instances.length, 1);
    assert.equal(decoded.value.versionsDelta, '1');
  });

  it('leaves out an instance that cannot be read and keeps the others', () => {
    const instance = [{ port: 1 }, springInstance(), 5];
    const applications = { application: [{ name: 'BILLING', instance }] };
    const decoded = decodeApplications(JSON.stringify({ applications }));
    assert.ok(decoded.ok);
    assert.equal(decoded.value.applications[0]?.instances.length, 1);
  });

  it('says what is missing when the root is another', () => {
    const decoded = decodeApplications('{"application":[]}');
    assert.ok(!decoded.ok);
    assert.deepEqual(decoded.problems, [{ path: 'applications', problem: 'is missing' }]);
  });
});

describe('one application', () => {
  it('has the root key application and nothing beside it [eureka 40]', () => {
    const application = { name: 'BILLING', instances: [sample()] };
    const text = encodeApplication(application);
    assert.deepEqual(Object.keys(JSON.parse(text) as object), ['application']);
    assert.deepEqual(decodeApplication(text), { ok: true, value: application });
  });
});

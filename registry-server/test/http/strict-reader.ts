import assert from 'node:assert/strict';

type Fields = Readonly<Record<string, unknown>>;

const DEFAULT_CLASS = 'com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo';
const AMAZON_CLASS = 'com.netflix.appinfo.AmazonInfo';

/** What Spring's mappers know of an instance and its lease (eureka-protocol 2.4, 2.6): anything else fails them. */
const TEXTS =
  'instanceId app appGroupName ipAddr sid homePageUrl statusPageUrl healthCheckUrl secureHealthCheckUrl vipAddress secureVipAddress hostName status overriddenStatus isCoordinatingDiscoveryServer lastUpdatedTimestamp lastDirtyTimestamp actionType asgName'.split(
    ' ',
  );
const LEASE_NUMBERS =
  'renewalIntervalInSecs durationInSecs registrationTimestamp lastRenewalTimestamp evictionTimestamp serviceUpTimestamp'.split(
    ' ',
  );

/** Reads a list of applications as Java's strictest client does, and fails where that fails. */
export function readApplicationsStrictly(text: string): void {
  const { applications } = fieldsOf(JSON.parse(text), ['applications']);
  const list = fieldsOf(applications, ['versions__delta', 'apps__hashcode', 'application']);
  assert.equal(typeof list['versions__delta'], 'string');
  assert.equal(typeof list['apps__hashcode'], 'string');
  for (const application of listOf(list['application'])) readApplication(application);
}

/** The same for one application. */
export function readApplicationStrictly(text: string): void {
  readApplication(fieldsOf(JSON.parse(text), ['application'])['application']);
}

/** The same for one instance. */
export function readInstanceStrictly(text: string): void {
  readInstance(fieldsOf(JSON.parse(text), ['instance'])['instance']);
}

/** The members of an object that has no others than those known. */
function fieldsOf(value: unknown, known: readonly string[]): Fields {
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value));
  const fields = value as Fields;
  for (const name of Object.keys(fields)) assert.ok(known.includes(name), `unknown key ${name}`);
  return fields;
}

function listOf(value: unknown): readonly unknown[] {
  assert.ok(Array.isArray(value), 'a list that is no list');
  return value;
}

function readApplication(value: unknown): void {
  const { name, instance } = fieldsOf(value, ['name', 'instance']);
  assert.equal(typeof name, 'string');
  const instances = listOf(instance);
  assert.notEqual(instances.length, 0, 'an application without instances');
  for (const one of instances) readInstance(one);
}

function readInstance(value: unknown): void {
  const parts = ['port', 'securePort', 'dataCenterInfo', 'leaseInfo', 'metadata', 'countryId'];
  const fields = fieldsOf(value, [...TEXTS, ...parts]);
  for (const name of TEXTS.filter((known) => known in fields)) readScalar(name, fields[name]);
  assert.equal(typeof fields['instanceId'], 'string');
  for (const name of ['port', 'securePort']) readPort(fields[name]);
  readDataCenter(fields['dataCenterInfo']);
  if ('countryId' in fields) assert.equal(typeof fields['countryId'], 'number');
  if ('leaseInfo' in fields) readLease(fields['leaseInfo']);
  if ('metadata' in fields) readTexts(fields['metadata']);
}

/** The compact form has one time, as a number (2.7). */
function readScalar(name: string, value: unknown): void {
  const mayBeNumber = name === 'lastUpdatedTimestamp' && typeof value === 'number';
  assert.ok(typeof value === 'string' || mayBeNumber, `${name} is no text`);
}

function readPort(value: unknown): void {
  const port = fieldsOf(value, ['$', '@enabled']);
  assert.equal(typeof port['$'], 'number');
  assert.match(String(port['@enabled']), /^(?:true|false)$/);
  assert.equal(typeof port['@enabled'], 'string');
}

function readDataCenter(value: unknown): void {
  const { '@class': type, name, metadata } = fieldsOf(value, ['@class', 'name', 'metadata']);
  assert.equal(type, name === 'Amazon' ? AMAZON_CLASS : DEFAULT_CLASS);
  assert.equal(metadata !== undefined, name === 'Amazon', 'metadata of Amazon, and of no other');
  if (metadata !== undefined) readTexts(metadata);
}

function readLease(value: unknown): void {
  for (const time of Object.values(fieldsOf(value, LEASE_NUMBERS))) {
    assert.equal(typeof time, 'number');
  }
}

function readTexts(value: unknown): void {
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value));
  for (const text of Object.values(value)) assert.equal(typeof text, 'string');
}

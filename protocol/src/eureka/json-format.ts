import { compactDataCenter } from './compact-instance.ts';
import { dataCenterJson, encodeBareInstance, portJson } from './encode-instance.ts';
import type { InstanceInfo } from './instance-info.ts';
import type { ApplicationsHead, ListFormat } from './list-format.ts';

/** JSON as Java's registry writes it by default (eureka-protocol 2.2). Lists are always lists. */
export const fullJson: ListFormat = {
  mediaType: 'application/json',
  listedInstance: encodeBareInstance,
  listedApplication: (name, instances) =>
    `{"name":${JSON.stringify(name)},"instance":[${instances.join(',')}]}`,
  application: (listed) => `{"application":${listed}}`,
  separator: ',',
  frame: (head) => ({
    before: `{"applications":{${headMembers(head)},"application":[`,
    after: ']}}',
  }),
};

/** JSON for `X-Eureka-Accept: compact`: what a client needs to call an instance (2.7). */
export const compactJson: ListFormat = {
  ...fullJson,
  listedInstance: (instance) => JSON.stringify(compactInstanceJson(instance)),
  frame: (head) => ({
    before: '{"applications":{"application":[',
    after: `],${headMembers(head)}}}`,
  }),
};

function headMembers({ versionsDelta, appsHashCode }: ApplicationsHead): string {
  return `"versions__delta":${JSON.stringify(versionsDelta)},"apps__hashcode":${JSON.stringify(appsHashCode)}`;
}

/** In Java's order. The time is a number here and text in the full form. */
function compactInstanceJson(instance: InstanceInfo): Readonly<Record<string, unknown>> {
  return {
    instanceId: instance.instanceId,
    app: instance.app,
    ipAddr: instance.ipAddr,
    vipAddress: instance.vipAddress,
    secureVipAddress: instance.secureVipAddress,
    dataCenterInfo: dataCenterJson(compactDataCenter(instance)),
    hostName: instance.hostName,
    status: instance.status,
    lastUpdatedTimestamp: instance.lastUpdatedTimestamp,
    actionType: instance.actionType,
    asgName: instance.asgName,
    port: portJson(instance.port),
    securePort: portJson(instance.securePort),
  };
}

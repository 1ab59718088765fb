import { encodeBareInstance } from './encode-instance.ts';
import type { Application, Applications } from './instance-info.ts';

/** Version and hash code of a list of applications. */
export type ApplicationsHead = Pick<Applications, 'versionsDelta' | 'appsHashCode'>;

/** A full fetch or a delta with its root key (eureka-protocol 2.2). */
export function encodeApplications(applications: Applications): string {
  return joinApplications(applications, applications.applications.map(encodeBareApplication));
}

/** One application with its root key (eureka-protocol 2.1). */
export function encodeApplication(application: Application): string {
  return `{"application":${encodeBareApplication(application)}}`;
}

/** One application without a root key, as it stands in a list. */
function encodeBareApplication(application: Application): string {
  return joinInstances(application.name, application.instances.map(encodeBareInstance));
}

/** An application from instances that are encoded already. `instance` is always a list (2.2). */
export function joinInstances(name: string, instances: readonly string[]): string {
  return `{"name":${JSON.stringify(name)},"instance":[${instances.join(',')}]}`;
}

/** Applications from parts that are encoded already, so that a change encodes only what changed. */
export function joinApplications(head: ApplicationsHead, applications: readonly string[]): string {
  const version = JSON.stringify(head.versionsDelta);
  const hashCode = JSON.stringify(head.appsHashCode);
  const list = applications.join(',');
  return `{"applications":{"versions__delta":${version},"apps__hashcode":${hashCode},"application":[${list}]}}`;
}

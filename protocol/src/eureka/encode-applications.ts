import type { Application, Applications } from './instance-info.ts';
import { fullJson } from './json-format.ts';
import { writeApplication, writeApplications } from './list-format.ts';

/** A full fetch or a delta in JSON, with its root key (eureka-protocol 2.2). */
export function encodeApplications(applications: Applications): string {
  return writeApplications(fullJson, applications);
}

/** One application in JSON, with its root key (eureka-protocol 2.1). */
export function encodeApplication(application: Application): string {
  return writeApplication(fullJson, application);
}

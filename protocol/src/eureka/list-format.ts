import type { Application, Applications, InstanceInfo } from './instance-info.ts';

/** Version and hash code of a list of applications. */
export type ApplicationsHead = Pick<Applications, 'versionsDelta' | 'appsHashCode'>;

/** In what an answer is written. */
export type MediaType = 'application/json' | 'application/xml';

/**
 * How a registry writes lists. Instances and applications are written by themselves, then put together,
 * so that a change writes anew only what changed.
 */
export interface ListFormat {
  readonly mediaType: MediaType;
  /** An instance as it stands in the list of an application. */
  listedInstance(instance: InstanceInfo): string;
  /** An application, of instances that are written already, as it stands in a list. */
  listedApplication(name: string, instances: readonly string[]): string;
  /** A whole answer: an application that is written already, with its root. */
  application(listed: string): string;
  /** What stands between two applications of a list. */
  readonly separator: string;
  /** What stands around the applications of a whole answer: its root, version and hash code. */
  frame(head: ApplicationsHead): ListFrame;
}

/** The text of an answer before and after its applications. */
export interface ListFrame {
  readonly before: string;
  readonly after: string;
}

/** Writes a full fetch or a delta (eureka-protocol 2.2). */
export function writeApplications(format: ListFormat, list: Applications): string {
  const { before, after } = format.frame(list);
  const listed = list.applications.map((application) => writeListed(format, application));
  return before + listed.join(format.separator) + after;
}

/** Writes one application (eureka-protocol 2.1). */
export function writeApplication(format: ListFormat, application: Application): string {
  return format.application(writeListed(format, application));
}

function writeListed(format: ListFormat, { name, instances }: Application): string {
  return format.listedApplication(
    name,
    instances.map((instance) => format.listedInstance(instance)),
  );
}

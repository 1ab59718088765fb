/** Names an instance; ids are unique within their application only. */
export interface InstanceName {
  readonly app: string;
  readonly instanceId: string;
}

/** One text for both names, which may hold any character: the length tells where the application ends. */
export function instanceKey({ app, instanceId }: InstanceName): string {
  return `${app.length}:${app}${instanceId}`;
}

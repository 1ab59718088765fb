/** One text for both names: ids are unique within their application only, and either may hold any character. */
export function instanceKey(app: string, instanceId: string): string {
  return `${app.length}:${app}${instanceId}`;
}

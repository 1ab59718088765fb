/** `/name/dev.yml` asks for a flat format, not for an environment (config-protocol 1.2.1). */
export const FLAT_FORMAT = /\b\.(?:ya?ml|properties|json)\b/;

/** With this query the third segment is a file at the default label (config-protocol 1.2.5). */
export const DEFAULT_LABEL_QUERY = 'useDefaultLabel';

/** Paths of the actuator that do not exist are no application's environment or file. */
export function isReservedName(name: string): boolean {
  return name.toLowerCase() === 'actuator';
}

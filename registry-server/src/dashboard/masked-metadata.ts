/** Names whose values are secrets, as Spring Boot Admin knows them (console-and-observability 1.1). */
const SECRET_NAME = /password|secret|key$|token|credential|vcap_services/i;

/** User information in a URL. */
const URL_USER = /(\w+:\/\/)[^/\s@]*@/g;

const MASK = '******';

/** Metadata as it may be shown: in the order of names, values of secret names hidden, URLs without credentials. */
export function maskedMetadata(
  metadata: Readonly<Record<string, string>>,
): readonly (readonly [name: string, value: string])[] {
  return Object.entries(metadata)
    .map(([name, value]) => [name, masked(name, value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function masked(name: string, value: string): string {
  return SECRET_NAME.test(name) ? MASK : value.replace(URL_USER, '$1');
}

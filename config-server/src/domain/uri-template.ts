import type { ConfigKey } from '@vernal/protocol/bus';

const PLACEHOLDER = /\{(application|profile|label)\}/g;
/** What a name may add to an address: nothing that could end its path, or begin something else, such as a home folder. */
const SAFE = /^(?![-/~])[\p{L}\p{N}_.,+@~/-]*$/u;

/** Whether the address of a repository depends on the query (config-protocol 4.1). */
export function isUriTemplate(uri: string): boolean {
  return uri.search(PLACEHOLDER) >= 0;
}

/** Whether a query could choose the host that is asked: no such address is ever used. */
export function choosesHost(uri: string): boolean {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?<host>[^/]*)/i.exec(uri)?.groups?.['host'];
  return (host ?? uri.split(/[:/]/, 1)[0] ?? '').includes('{');
}

/** The address for a query; undefined when a name has characters that an address must not get. */
export function fillUriTemplate(
  template: string,
  { application, profiles, label }: ConfigKey & { readonly label: string },
): string | undefined {
  const values: Readonly<Record<string, string>> = { application, profile: profiles, label };
  const used = [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => values[name] ?? '');
  if (!used.every(isSafe)) return undefined;
  return template.replaceAll(PLACEHOLDER, (_whole, name: string) => values[name] ?? '');
}

function isSafe(value: string): boolean {
  return SAFE.test(value) && !value.includes('..');
}

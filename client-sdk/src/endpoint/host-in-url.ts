/** A host as it stands in a URL: an IPv6 address in brackets, which registries may have without. */
export function hostInUrl(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

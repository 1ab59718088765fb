import type { Instance } from '../discovery/instance.ts';

/** A URL whose host is the name of a service: `http://catalog/products?page=2`. */
export interface LogicalUrl {
  readonly service: string;
  /** Path and query as they were written (client-sdk 16). */
  readonly target: string;
}

/**
 * Takes a logical URL apart; undefined for one that is to be called as it is. A host is logical when it
 * has neither a port nor a dot, or when `isService` knows it, dots and all.
 */
export function parseLogicalUrl(
  text: string,
  isService: (name: string) => boolean,
): LogicalUrl | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol) || url.port !== '') return undefined;
  const single = !/[.:]/.test(url.hostname) && url.hostname !== 'localhost';
  if (!single && !isService(url.hostname)) return undefined;
  return { service: url.hostname, target: `${url.pathname}${url.search}` };
}

/** The URL on one instance; a secure instance makes it https (client-sdk 17). */
export function urlOn(instance: Instance, { target }: LogicalUrl): string {
  return `${instance.url}${target}`;
}

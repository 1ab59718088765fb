/** What a client needs to trust a server and, with a certificate of its own, to be known to it; all PEM. */
export interface ClientTls {
  readonly ca: string;
  readonly cert?: string;
  readonly key?: string;
}

/** Where requests go and how the caller says who it is. */
export interface Endpoint {
  readonly url: string;
  /** Value of the header `authorization`. */
  readonly authorization?: string;
  readonly tls?: ClientTls;
}

/** The endpoint alone of something that has more to it, so that it can go to another process. */
export function endpointOf({ url, authorization, tls }: Endpoint): Endpoint {
  return {
    url,
    ...(authorization === undefined ? {} : { authorization }),
    ...(tls === undefined ? {} : { tls }),
  };
}

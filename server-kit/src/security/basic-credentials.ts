/** A user's name and password as a caller gave them. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** Reads an `Authorization: Basic` header (RFC 7617, UTF-8); undefined when it is none or malformed. */
export function parseBasicCredentials(header: string | undefined): Credentials | undefined {
  const encoded = /^basic +([A-Za-z0-9+/_-]+={0,2}) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0
    ? undefined
    : { name: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

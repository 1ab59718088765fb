import { Secret } from '@vernal/core';
import { clientError } from '../runtime/client-error.ts';

/** Address of a server, apart from the credentials that its URL carried. */
export interface Endpoint {
  /** Without credentials, query and trailing slash; fit for a log. */
  readonly url: string;
  /** Value of the `Authorization` header. */
  readonly authorization?: Secret;
}

/**
 * Takes the credentials out of a server's URL: user info becomes preemptive HTTP Basic (eureka-protocol
 * 6.3), the query is dropped (config-protocol 7.1).
 *
 * @throws VernalError `CLIENT_BAD_URL`, which never shows the credentials
 */
export function parseEndpoint(text: string): Endpoint {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw clientError('CLIENT_BAD_URL', `not an http(s) URL: ${withoutCredentials(text)}`);
  }
  const plain = `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  if (url.username === '' && url.password === '') return { url: plain };
  const pair = `${decoded(url.username)}:${decoded(url.password)}`;
  return { url: plain, authorization: new Secret(`Basic ${Buffer.from(pair).toString('base64')}`) };
}

/** A stray `%` stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Everything up to the last `@` may be a secret. */
function withoutCredentials(text: string): string {
  return text.slice(text.lastIndexOf('@') + 1);
}

import { Secret, VernalError } from '@vernal/core';

/** Where and as whom to connect, as it is configured. */
export interface EndpointOptions {
  /** `mqtt://host:port`, also `mqtts:`, `ws:`, `wss:`; user information in it counts unless given apart. */
  readonly url: string;
  /** Unique among all participants: a broker closes the older connection of two with one id. */
  readonly clientId: string;
  readonly username?: string;
  readonly password?: Secret;
}

/** The same with a URL that may be shown, because the credentials are no longer in it. */
export type MqttEndpoint = EndpointOptions;

const SCHEMES = ['mqtt:', 'mqtts:', 'tcp:', 'tls:', 'ssl:', 'ws:', 'wss:'];

/** @throws VernalError `OPTIONS_BAD_BUS_URL`, which does not repeat the text: a password may be in it */
export function parseEndpoint(options: EndpointOptions): MqttEndpoint {
  const url = URL.canParse(options.url) ? new URL(options.url) : undefined;
  if (url === undefined || !SCHEMES.includes(url.protocol) || url.hostname === '') {
    throw new VernalError(
      'OPTIONS_BAD_BUS_URL',
      'vernal.bus.url is not of the form mqtt://host:port',
    );
  }
  const username = options.username ?? decoded(url.username);
  const password =
    options.password ?? (url.password === '' ? undefined : new Secret(decoded(url.password)));
  url.username = '';
  url.password = '';
  return {
    url: url.href,
    clientId: options.clientId,
    ...(username === '' ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
}

/** A stray `%` stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

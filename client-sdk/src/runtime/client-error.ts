import { VernalError } from '@vernal/core';

/** Why a call to the client failed, in the error's `code`. Never reused for something else (client-sdk 7). */
export type ClientErrorCode =
  /** An option of `createClient` is missing or out of range. */
  | 'CLIENT_BAD_OPTION'
  /** The address of a registry or config server is no http(s) URL. */
  | 'CLIENT_BAD_URL'
  /** No instance of the service is up. */
  | 'NO_INSTANCE'
  /** The configuration that was found breaks the schema. */
  | 'CONFIG_INVALID'
  /** There is no configuration: no server answered, and nothing local is enough. */
  | 'CONFIG_UNAVAILABLE'
  /** No registry answered, and `failFast` was asked for. */
  | 'REGISTRY_UNAVAILABLE'
  /** The client was closed meanwhile, or is closed already. */
  | 'CLOSED';

/** An error of the client. */
export function clientError(
  code: ClientErrorCode,
  message: string,
  options?: { readonly cause?: unknown },
): VernalError {
  return new VernalError(code, message, options);
}

import { VernalError } from '@vernal/core';

/** Which option of `vernal up` stands for a port option of each server. */
const PORT_OPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'vernal-bus': {
    'server.port': 'vernal.up.bus.http-port',
    'vernal.bus.port': 'vernal.up.bus.port',
  },
  'vernal-registry': { 'server.port': 'vernal.up.registry.port' },
  'vernal-config': { 'server.port': 'vernal.up.config.port' },
};

/** A server's reason not to start, naming the options that `vernal up` has in place of the server's. */
export function inTermsOfUp(server: string, error: unknown): unknown {
  if (!(error instanceof VernalError)) return error;
  const message = error.message.replace(
    /--([a-z.-]+)=PORT/,
    (_whole, option: string) => `--${PORT_OPTIONS[server]?.[option] ?? option}=PORT`,
  );
  return new VernalError(error.code, message, { cause: error });
}

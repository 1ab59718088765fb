import { defineOptions, integer, type Option, type OptionsOf, text } from '@vernal/core/options';
import { actuatorOptions } from '../actuator/actuator-options.ts';
import { optionFileOptions } from '../configuration/option-file-options.ts';
import { httpOptions } from '../http/http-options.ts';
import { loggingOptions } from '../logging/logging-options.ts';
import { securityOptions } from '../security/security-options.ts';
import { tlsOptions } from '../tls/tls-options.ts';

const sharedOptions = defineOptions({
  ...httpOptions,
  dataDir: text('vernal.data-dir', {
    default: './.vernal',
    description: 'Folder for everything that is kept',
  }),
  ...securityOptions,
  ...tlsOptions,
  ...actuatorOptions,
  ...loggingOptions,
  ...optionFileOptions,
});

/** Options that every daemon has. */
export type DaemonOptions = OptionsOf<ReturnType<typeof daemonOptions>>;

/** The table of the options that every daemon has. */
export function daemonOptions(
  defaultPort: number,
): typeof sharedOptions & { readonly port: Option<number> } {
  const port = integer('server.port', {
    default: defaultPort,
    min: 0,
    max: 65_535,
    description: 'HTTP port; 0 lets the system choose',
  });
  return { port, ...sharedOptions };
}

import { renderOptions } from '@vernal/core/options';
import type { DaemonDefinition } from './daemon.ts';
import { daemonOptions } from './daemon-options.ts';

/** The text of `--help`: the daemon's own options first, then those of every daemon. */
export function renderHelp<Options extends object>(definition: DaemonDefinition<Options>): string {
  const { name, version, summary, options, defaultPort } = definition;
  return [
    `${name} ${version}: ${summary}`,
    '',
    `Usage: ${name} [--option=value ...]`,
    '',
    'Options stand, from the weakest to the strongest, in application.yml, in application-{profile}.yml, in',
    'environment variables (SERVER_PORT) and in flags (--server.port=8080).',
    '',
    `Options of ${name}:`,
    renderOptions(options),
    '',
    'Options of every daemon:',
    renderOptions(daemonOptions(defaultPort)),
    '',
  ].join('\n');
}

import type { DaemonDefinition } from '@vernal/server-kit';
import { composeConfigServer } from './compose.ts';
import { optionProblems } from './composition/option-problems.ts';
import { decryptOwnOptions } from './composition/own-options.ts';
import { type ConfigOptions, configOptions } from './config-options.ts';

/** The config server, for `runDaemon` and `startDaemon`. */
export const configDaemon: DaemonDefinition<ConfigOptions> = {
  name: 'vernal-config',
  version: '0.1.0',
  summary: 'Config server compatible with Spring Cloud Config, on a Git repository',
  dataFolder: 'config',
  defaultPort: 8888,
  options: configOptions,
  openLayers: decryptOwnOptions,
  check: optionProblems,
  create: composeConfigServer,
};

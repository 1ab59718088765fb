import type { InstanceInfo } from '@vernal/protocol/eureka';
import { type OwnMachine, ownInstance } from '@vernal/server-kit';
import type { RegistryOptions } from '../../options/registry-options.ts';

/** Where this server is reached. */
export interface OwnPlace extends OwnMachine {
  /** What comes before every environment, below the context path; empty for none. */
  readonly prefix: string;
}

/** The key under which clients look for what comes before an environment's path (config-protocol 7.3). */
const CONFIG_PATH = 'configPath';

/** This server as an instance that clients find their configuration by. */
export function configInstance(options: RegistryOptions, place: OwnPlace): InstanceInfo {
  const { contextPath, prefix } = place;
  const metadata = metadataOf(options.instanceMetadata, `${contextPath}${prefix}`);
  return { ...ownInstance(options, place), metadata };
}

/** Binding turns `configPath` into `config-path`; clients know one spelling. */
function metadataOf(given: Readonly<Record<string, string>>, path: string): Record<string, string> {
  const isPath = (name: string) => name.replaceAll(/[-_]/g, '').toLowerCase() === 'configpath';
  const [, givenPath] = Object.entries(given).find(([name]) => isPath(name)) ?? [];
  const others = Object.entries(given).filter(([name]) => !isPath(name));
  const configPath = givenPath ?? path;
  return {
    ...Object.fromEntries(others),
    ...(configPath === '' ? {} : { [CONFIG_PATH]: configPath }),
  };
}

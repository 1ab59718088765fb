import { flag, type OptionsOf, records, text } from '@vernal/core/options';
import { ownInstanceOptions } from '@vernal/server-kit';

/** Options of the config server as a client of a registry, as Spring's has them (config-protocol 7.3). */
export const registryOptions = {
  ...ownInstanceOptions,
  registryEnabled: flag('eureka.client.enabled', {
    default: true,
    description: 'Use the registry, if service URLs are configured',
  }),
  registryUrls: records('eureka.client.service-url', {
    description: 'URLs of registries, by zone; those of defaultZone are used',
  }),
  registersItself: flag('eureka.client.register-with-eureka', {
    default: true,
    description: 'Be found by clients that look the config server up in the registry',
  }),
  fetchesRegistry: flag('eureka.client.fetch-registry', {
    default: true,
    description: 'Tell applications of changes that are registered, but never asked this server',
  }),
  applicationName: text('spring.application.name', {
    default: 'configserver',
    description: 'Application under which this server registers',
  }),
};

export type RegistryOptions = OptionsOf<typeof registryOptions>;

/** The registries to use; none when there is none, or when it is switched off. */
export function registryUrlsOf({ registryEnabled, registryUrls }: RegistryOptions): string[] {
  if (!registryEnabled) return [];
  const [, urls = ''] = Object.entries(registryUrls).find(isDefaultZone) ?? [];
  return urls
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '');
}

/** Binding knows `defaultZone` as `default-zone`, too. */
function isDefaultZone([name]: readonly [string, string]): boolean {
  return name.replaceAll(/[-_]/g, '').toLowerCase() === 'defaultzone';
}

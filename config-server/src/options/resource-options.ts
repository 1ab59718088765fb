import { dataSize, flag } from '@vernal/core/options';

const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;

/** Options of files that are served as they stand (config-protocol 1.8, 5.7). */
export const resourceOptions = {
  plainTextEncrypt: flag('spring.cloud.config.server.encrypt.plain-text-encrypt', {
    default: false,
    description:
      'Decrypt {cipher} values in yml, yaml, json and properties files served as they are',
  }),
  maxResourceBytes: dataSize('vernal.config.max-resource-size', {
    default: DEFAULT_MAX_BYTES,
    description: 'Largest file that is served as it is',
  }),
};

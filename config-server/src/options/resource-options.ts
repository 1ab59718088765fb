import { dataSize, flag } from '@vernal/core/options';

const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;
const DEFAULT_MAX_FILE_BYTES = 4 * 1024 * 1024;

/** For messages that name them. */
export const MAX_RESOURCE_SIZE = 'vernal.config.max-resource-size';
export const MAX_FILE_SIZE = 'vernal.config.max-file-size';

/** Options of files that are served as they stand (config-protocol 1.8, 5.7). */
export const resourceOptions = {
  plainTextEncrypt: flag('spring.cloud.config.server.encrypt.plain-text-encrypt', {
    default: false,
    description:
      'Decrypt {cipher} values in yml, yaml, json and properties files served as they are',
  }),
  maxResourceBytes: dataSize(MAX_RESOURCE_SIZE, {
    default: DEFAULT_MAX_BYTES,
    description: 'Largest file that is served as it is',
  }),
  maxFileBytes: dataSize(MAX_FILE_SIZE, {
    default: DEFAULT_MAX_FILE_BYTES,
    description: 'Largest file that properties are read from; one that is larger counts as broken',
  }),
};

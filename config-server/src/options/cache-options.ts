import { dataSize } from '@vernal/core/options';

const DEFAULT_LIMIT_BYTES = 128 * 1024 * 1024;

/** Options of what is kept in memory. */
export const cacheOptions = {
  cacheLimitBytes: dataSize('vernal.config.cache-limit', {
    default: DEFAULT_LIMIT_BYTES,
    description: 'Memory for answers and what they are made from; 0 keeps nothing',
  }),
};

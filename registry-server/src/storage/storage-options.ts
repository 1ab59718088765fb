import { dataSize, defineOptions, integer, oneOf } from '@vernal/core/options';

/** Where registrations are kept, and how many. */
export const storageOptions = defineOptions({
  store: oneOf('vernal.registry.store', ['nedb', 'memory'], {
    default: 'nedb',
    description: 'Where registrations are kept: in files below vernal.data-dir, or in memory only',
  }),
  maxInstances: integer('vernal.registry.max-instances', {
    default: 200_000,
    min: 1,
    description: 'With so many registered, further instances are refused with 503',
  }),
  maxInstanceBytes: dataSize('vernal.registry.max-instance-size', {
    default: 128 * 1024,
    description: 'Larger registrations, and metadata that grows larger, are refused with 413',
  }),
});

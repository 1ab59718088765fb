import { fuzzWith } from '@vernal/server-kit/testing';

/** Inputs of the registry. */
export const fuzzed = fuzzWith([
  ...['UP', 'UNKNOWN', 'lastDirtyTimestamp', 'value', 'instance', 'application', 'metadata'],
  ...['port', '@enabled'],
]);

import { integer } from '@vernal/core/options';

/** Options of who is told of changes. */
export const changeOptions = {
  maxKnownKeys: integer('vernal.config.max-known-keys', {
    default: 50_000,
    min: 1,
    description: 'Applications, profiles and labels that are told of changes; more are only served',
  }),
};

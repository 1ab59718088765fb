import type { OptionsOf } from '@vernal/core/options';
import { decimal, defineOptions, duration, integer, list, oneOf } from '@vernal/core/options';

/** Options of `vernal.registry.preservation=verified`. */
export const preservationOptions = defineOptions({
  preservation: oneOf('vernal.registry.preservation', ['eureka', 'verified'], {
    default: 'eureka',
    description: "Whether expired instances go by Eureka's arithmetic or are asked first",
  }),
  verifyAllow: list('vernal.registry.verify-allow', {
    default: [],
    description: 'Loopback addresses, networks or names that may be asked on a public registry',
  }),
  verifyTimeoutMs: duration('vernal.registry.verify-timeout', {
    default: 2_000,
    minMs: 1,
    description: 'How long an instance has to answer when it is asked',
  }),
  verifyConcurrency: integer('vernal.registry.verify-concurrency', {
    default: 64,
    min: 2,
    max: 1_000,
    description: 'How many instances are asked at once',
  }),
  verifyRemovalShare: decimal('vernal.registry.verify-removal-share', {
    default: 0.15,
    min: 0,
    max: 1,
    description: 'Share of an application that may go in one minute, at least one instance',
  }),
  verifyPatienceMs: duration('vernal.registry.verify-patience', {
    default: 180_000,
    description: 'How long an instance must be silent when the network may be to blame',
  }),
});

export type PreservationOptions = OptionsOf<typeof preservationOptions>;

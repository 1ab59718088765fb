import { defineOptions, duration, flag } from '@vernal/core/options';

/** Who runs what, and who reads what. */
export const rolloutOptions = defineOptions({
  lateAfterMs: duration('vernal.config.rollout.late-after', {
    default: 30_000,
    description: 'An instance that says nothing about a commit for so long is late',
  }),
  forgetAfterMs: duration('vernal.config.rollout.forget-after', {
    default: 86_400_000,
    description: 'An instance that is late for so long is forgotten: it was killed',
  }),
  auditReads: flag('vernal.config.audit-reads', {
    default: true,
    description: 'Write to the audit log who reads which environment',
  }),
  auditReadsIntervalMs: duration('vernal.config.audit-reads-interval', {
    default: 3_600_000,
    description: 'How often it is written that somebody goes on reading the same',
  }),
});

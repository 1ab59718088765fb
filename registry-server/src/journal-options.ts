import { defineOptions, integer } from '@vernal/core/options';

/** Options of the event journal. */
export const journalOptions = defineOptions({
  journalCapacity: integer('vernal.registry.journal.capacity', {
    default: 10_000,
    min: 1,
    max: 1_000_000,
    description: 'How many events the journal keeps in memory',
  }),
});

import { z } from 'zod';

/**
 * What the catalog reads from its live configuration. Every setting has a default, so that the service
 * starts without a config server; numbers arrive as text and are coerced.
 */
export const catalogSettings = z.object({
  shop: z
    .object({
      motto: z.string().default('Everything for the season'),
      currency: z.string().length(3).default('EUR'),
    })
    .prefault({}),
  catalog: z
    .object({
      /** Taken off every price, in percent. */
      discount: z.coerce.number().min(0).max(90).default(0),
      /** Signs the price list. Kept as `{cipher}` text in the repository. */
      key: z.string().default('unsigned'),
    })
    .prefault({}),
});

/** The catalog's settings, validated. */
export type CatalogSettings = z.infer<typeof catalogSettings>;

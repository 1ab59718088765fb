import { z } from 'zod';

/** What the storefront reads from its live configuration; defaults as in the catalog. */
export const storefrontSettings = z.object({
  shop: z
    .object({
      name: z.string().default('Vernal Outdoor'),
      motto: z.string().default('Everything for the season'),
    })
    .prefault({}),
  storefront: z
    .object({
      banner: z.string().default(''),
      /** Colour of the page's accents. */
      accent: z
        .string()
        .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #1f7a4d')
        .default('#1f7a4d'),
    })
    .prefault({}),
});

/** The storefront's settings, validated. */
export type StorefrontSettings = z.infer<typeof storefrontSettings>;

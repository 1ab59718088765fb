import { z } from 'zod';

/** What the catalog answers at `/products`. */
export const productsAnswer = z.object({
  servedBy: z.string(),
  commit: z.string().optional(),
  currency: z.string(),
  discount: z.number(),
  products: z.array(z.object({ id: z.string(), name: z.string(), price: z.number() })),
});

export type ProductsAnswer = z.infer<typeof productsAnswer>;

/** What every sample answers at `/config`: the settings in force in that process. */
export const configAnswer = z.object({
  instance: z.string(),
  pid: z.number(),
  commit: z.string().optional(),
  /** How many pushes changed this process since it started. */
  refreshes: z.number(),
  settings: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number()]))),
  /** What the secret key makes of a fixed text; the catalog's only. */
  signature: z.string().optional(),
});

export type ConfigAnswer = z.infer<typeof configAnswer>;

import { createHmac } from 'node:crypto';
import type { CatalogSettings } from './settings.ts';

/** One thing for sale, at the price in force. */
export interface Product {
  readonly id: string;
  readonly name: string;
  /** In the shop's currency, discount taken off. */
  readonly price: number;
}

const STOCK = [
  { id: 'tent', name: 'Two-person tent', fullPrice: 240 },
  { id: 'stove', name: 'Gas stove', fullPrice: 45 },
  { id: 'lamp', name: 'Head lamp', fullPrice: 30 },
  { id: 'boots', name: 'Hiking boots', fullPrice: 160 },
];

/** The products at the prices that the settings make. */
export function priceList(settings: CatalogSettings): Product[] {
  const share = 1 - settings.catalog.discount / 100;
  return STOCK.map(({ id, name, fullPrice }) => ({
    id,
    name,
    price: Math.round(fullPrice * share * 100) / 100,
  }));
}

/**
 * What the secret key makes of a text. It shows that the key arrived decrypted, and which one, without
 * showing the key: who knows the key can compute the same.
 */
export function signatureOf(text: string, key: string): string {
  return createHmac('sha256', key).update(text).digest('hex').slice(0, 16);
}

import { type ConfigAnswer, configAnswer, type ProductsAnswer, productsAnswer } from './answers.ts';

/** The catalog as the storefront uses it. */
export interface Catalog {
  /** Asks whichever instance is next. Rejects when none answers properly. */
  products(): Promise<ProductsAnswer>;
  /** Asks every listed instance for its settings in force; those that don't answer are left out. */
  settings(): Promise<ConfigAnswer[]>;
}

/** What reaching the catalog takes. */
export interface CatalogConnection {
  /** Resolves a service name in the place of a host name. */
  readonly fetch: typeof globalThis.fetch;
  /** The base addresses of the instances that are up. */
  readonly instanceUrls: () => readonly string[];
}

const ANSWER_WITHIN_MS = 2_000;

/** The catalog behind its service name. */
export function connectCatalog(connection: CatalogConnection): Catalog {
  async function settingsOf(url: string): Promise<ConfigAnswer | undefined> {
    try {
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      const response = await fetch(new URL('/config', url), { signal });
      return configAnswer.parse(await response.json());
    } catch {
      return undefined;
    }
  }

  return {
    async products() {
      const response = await connection.fetch('http://catalog/products');
      if (!response.ok) throw new Error(`the catalog answered ${response.status}`);
      return productsAnswer.parse(await response.json());
    },
    async settings() {
      const answers = await Promise.all(connection.instanceUrls().map(settingsOf));
      return answers.filter((answer) => answer !== undefined);
    },
  };
}

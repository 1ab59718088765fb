import {
  type ConfigAnswer,
  configAnswer,
  type ProductsAnswer,
  productsAnswer,
} from '../../storefront/answers.ts';
import type { ProcessName } from '../demo-options.ts';
import type { Demo } from '../open-demo.ts';
import { TourFailure } from './tour.ts';

const ANSWER_WITHIN_MS = 5_000;

/** The services of the demo, each of which shows its settings in force. */
export const SERVICES = ['catalog-1', 'catalog-2', 'storefront'] as const satisfies ProcessName[];
export type ServiceName = (typeof SERVICES)[number];

/** One call through the storefront to whichever catalog is next. Rejects when it fails. */
export async function callProducts(demo: Demo): Promise<ProductsAnswer> {
  return productsAnswer.parse(await getJson(urlOf(demo, 'storefront'), '/api/products'));
}

/** The settings in force in one service, asked directly. */
export async function settingsOf(demo: Demo, name: ServiceName): Promise<ConfigAnswer> {
  const path = name === 'storefront' ? '/api/config' : '/config';
  return configAnswer.parse(await getJson(urlOf(demo, name), path));
}

/** The settings in force in every service. */
export function settingsOfAll(demo: Demo): Promise<ConfigAnswer[]> {
  return Promise.all(SERVICES.map((name) => settingsOf(demo, name)));
}

/** Where a process answers. */
function urlOf(demo: Demo, name: ProcessName): string {
  const { url } = demo.fleet.get(name);
  if (url === undefined) throw new TourFailure(`${name} does not run`);
  return url;
}

async function getJson(base: string, path: string): Promise<unknown> {
  const response = await fetch(new URL(path, base), {
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (!response.ok)
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

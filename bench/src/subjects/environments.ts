import type { HttpRequest } from '../http/http-request.ts';
import type { ImportedCommit } from './git-import.ts';

const application = (index: number): string => `service-${index}`;
const label = (index: number): string => `release-${index}`;

/** A YAML file of properties below one prefix; `variant` makes its values differ from others'. */
export function settings(prefix: string, properties: number, variant = ''): string {
  const lines = Array.from({ length: properties }, (_, index) => {
    return `  key-${index}: value ${index}${variant}`;
  });
  return `${prefix}:\n${lines.join('\n')}\n`;
}

/** What `ordersRequest` reads: 200 properties in four sources. */
export const ordersFiles: Readonly<Record<string, string>> = {
  'application.yml': settings('shared', 60),
  'application-prod.yml': settings('shared', 20),
  'orders.yml': settings('orders', 80),
  'orders-prod.yml': settings('orders', 40),
};

/** The request of a client of Spring Cloud 2025.0. */
export function environmentRequest(path: string): HttpRequest {
  return { method: 'GET', path, headers: { accept: 'application/json' } };
}

export const ordersRequest = environmentRequest('/orders/prod');

/** Applications that have a file each at every label. */
export interface EnvironmentGrid {
  readonly applications: number;
  readonly labels: number;
}

/** The repository: a branch for each label, each with other values. An answer has about 7 KB. */
export function* gridCommits({ applications, labels }: EnvironmentGrid): Generator<ImportedCommit> {
  for (let at = 0; at < labels; at += 1) {
    const files = Array.from({ length: applications }, (_, index) => [
      `${application(index)}.yml`,
      settings(application(index), 160, ` of ${at}`),
    ]);
    yield { branch: label(at), files: Object.fromEntries(files) };
  }
}

/** The environment of that number, from 0, application by application. */
export function gridRequest({ applications }: EnvironmentGrid, index: number): HttpRequest {
  const name = application(index % applications);
  return environmentRequest(`/${name}/default/${label(Math.floor(index / applications))}`);
}

/** A number below `count` that looks like chance; that of an index is always the same. */
export function scattered(index: number, count: number): number {
  let mixed = Math.imul(index ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % count;
}

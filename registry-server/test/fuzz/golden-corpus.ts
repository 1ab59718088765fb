import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutPath } from '@vernal/core/testing';

interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

interface RecordedStep {
  readonly request: RecordedRequest;
  readonly response: { readonly body: string };
}

/** What real clients and servers wrote, by what reads it here. */
export interface Corpus {
  readonly requests: readonly RecordedRequest[];
  readonly registrations: readonly string[];
  readonly xmlRegistrations: readonly string[];
  readonly replicationLists: readonly string[];
  readonly replicationResults: readonly string[];
  readonly applications: readonly string[];
  readonly application: readonly string[];
  readonly urls: readonly string[];
  readonly queries: readonly string[];
  readonly accepts: readonly string[];
  readonly contentTypes: readonly string[];
}

/** All recorded exchanges of the folder `interop/golden/eureka`. */
export function loadCorpus(): Corpus {
  const steps = recordedSteps(checkoutPath('interop', 'golden', 'eureka'));
  const requests = steps.map(({ request }) => request);
  const sent = (sign: string) => distinct(requests.map(({ body }) => body ?? '')).filter(has(sign));
  const answered = (sign: string) =>
    distinct(steps.map(({ response }) => response.body)).filter(has(sign));
  const urls = distinct(requests.map(({ path }) => path));
  return {
    requests,
    registrations: sent('{"instance"'),
    xmlRegistrations: sent('<instance>'),
    replicationLists: sent('"replicationList"'),
    replicationResults: answered('"responseList"'),
    applications: answered('{"applications"'),
    application: answered('{"application":'),
    urls,
    queries: distinct(urls.map((url) => url.split('?')[1] ?? '')),
    accepts: distinct(requests.flatMap(({ headers }) => headers['Accept'] ?? [])),
    contentTypes: distinct(requests.flatMap(({ headers }) => headers['Content-Type'] ?? [])),
  };
}

function recordedSteps(folder: string): readonly RecordedStep[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const scenario: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      return (scenario as { readonly steps: readonly RecordedStep[] }).steps;
    });
}

function has(sign: string): (text: string) => boolean {
  return (text) => text.includes(sign);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

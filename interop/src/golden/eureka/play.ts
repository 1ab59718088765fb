import { gzipSync } from 'node:zlib';
import { exchange, type RawAnswer } from '../exchange.ts';
import type { Json } from '../json-difference.ts';
import { answerDifferences } from './answer-difference.ts';
import { parseJson } from './parse-document.ts';
import { relationDifference } from './relation-difference.ts';
import { type Scenario, type Step, withTag } from './scenario.ts';

/** A running registry and the time it lives in. */
export interface RegistryHost {
  readonly url: string;
  /** True when nothing but the scenario is registered. */
  readonly alone: boolean;
  now(): number;
  /** Lets `ms` of the server's time pass. */
  wait(ms: number): Promise<void>;
}

let played = 0;

/** A tag that was not used before in this process and is no longer used by an earlier one. */
function freshTag(): string {
  played += 1;
  const stamp = (process.pid * 1000 + played).toString(36);
  return `q${stamp}w`;
}

function send(host: RegistryHost, request: Step['request']): Promise<RawAnswer> {
  const plain = request.body === null ? undefined : Buffer.from(request.body, 'utf8');
  const body = plain !== undefined && request.bodyEncoding === 'gzip' ? gzipSync(plain) : plain;
  return exchange(host.url, { ...request, body });
}

async function playStep(
  step: Step,
  host: RegistryHost,
  run: { readonly tag: string; readonly answers: (Json | undefined)[] },
): Promise<string[]> {
  if (step.waitMs !== undefined) await host.wait(step.waitMs);
  const answer = await send(host, step.request);
  const json = parseJson(answer.body.toString('utf8'));
  const related = (step.relations ?? []).flatMap(
    (relation) =>
      relationDifference(relation, json, { answers: run.answers, nowMs: host.now() }) ?? [],
  );
  run.answers.push(json);
  if (step.quirk !== undefined) return [];
  return [...answerDifferences(step, answer, { tag: run.tag, alone: host.alone }), ...related];
}

async function cleanUp(scenario: Scenario, host: RegistryHost): Promise<void> {
  for (const [app, id] of scenario.cleanup) {
    const path = `/eureka/apps/${encodeURIComponent(app)}/${encodeURIComponent(id)}`;
    await exchange(host.url, { method: 'DELETE', path, headers: {}, body: undefined });
  }
}

/** Plays a scenario, by default under a fresh tag, and returns what differed from the recording, one line each. */
export async function playScenario(
  recorded: Scenario,
  host: RegistryHost,
  tag = freshTag(),
): Promise<string[]> {
  const scenario = withTag(recorded, tag);
  const answers: (Json | undefined)[] = [];
  const differences: string[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    const found = await playStep(step, host, { tag, answers });
    const { method, path } = step.request;
    differences.push(...found.map((line) => `step ${index} ${method} ${path}: ${line}`));
  }
  await cleanUp(scenario, host);
  return differences;
}

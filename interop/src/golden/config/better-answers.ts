import { readFileSync } from 'node:fs';
import type { ConfigScenario, RequestStep } from './group.ts';

/** An answer in which our server is better than the recorded one, on purpose. */
export interface BetterAnswer {
  readonly group: string;
  readonly path: string;
  /** What stands in the recorded body. */
  readonly recorded: string;
  /** What must stand there instead. */
  readonly ours: string;
  readonly reason: string;
}

const listFile = new URL(
  'better-answers.json',
  import.meta.resolve('@vernal/interop/package.json'),
);

/** Reads the one list of answers that are better on purpose. */
export function readBetterAnswers(): readonly BetterAnswer[] {
  return JSON.parse(readFileSync(listFile, 'utf8')) as BetterAnswer[];
}

/** The scenario as our server must answer it: what is better stands in the recorded bodies. */
export function withBetterAnswers(
  scenario: ConfigScenario,
  better: readonly BetterAnswer[],
): ConfigScenario {
  const steps = scenario.steps.map((step) => ('request' in step ? improve(step, better) : step));
  return { ...scenario, steps };
}

function improve(step: RequestStep, better: readonly BetterAnswer[]): RequestStep {
  const { body } = step.response;
  const found = better.find(
    (one) => one.path === step.request.path && body?.includes(one.recorded),
  );
  if (found === undefined || body === undefined) return step;
  const ours = body.replace(found.recorded, () => found.ours);
  return { ...step, response: { ...step.response, body: ours } };
}

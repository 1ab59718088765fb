import { exchange, type RawAnswer } from '../exchange.ts';
import { answerDifferences, eventDifferences } from './answer-difference.ts';
import type { BusRecorder } from './bus-recorder.ts';
import type { ConfigScenario, RequestStep } from './group.ts';
import type { Workshop } from './workshop.ts';

/** A running config server with its repositories. */
export interface ConfigHost {
  readonly url: string;
  readonly workshop: Workshop;
  /** Present when the recording tells of events. */
  readonly bus?: BusRecorder;
}

/** What earlier answers of a scenario left for later requests, by name. */
type Captured = Map<string, string>;

function fillIn<Part>(part: Part, captured: Captured): Part {
  const text = JSON.stringify(part).replace(/\{\{(\w+)\}\}/g, (mark, name: string) => {
    const value = captured.get(name);
    return value === undefined ? mark : JSON.stringify(value).slice(1, -1);
  });
  return JSON.parse(text) as Part;
}

function keep(step: RequestStep, answer: RawAnswer, captured: Captured): void {
  if (step.capture !== undefined) captured.set(step.capture, answer.body.toString('utf8'));
  for (const [name, header] of Object.entries(step.captureHeader ?? {})) {
    captured.set(name, String(answer.headers[header] ?? ''));
  }
}

async function playRequest(
  recorded: RequestStep,
  host: ConfigHost,
  captured: Captured,
): Promise<string[]> {
  const localized = JSON.parse(host.workshop.localize(JSON.stringify(recorded))) as RequestStep;
  const step: RequestStep = { ...localized, request: fillIn(localized.request, captured) };
  const { method, path, headers = {}, body } = step.request;
  const bytes = body === undefined ? undefined : Buffer.from(body, 'utf8');
  const answer = await exchange(host.url, { method, path, headers, body: bytes });
  keep(step, answer, captured);
  const events = (await host.bus?.take()) ?? [];
  return [
    ...answerDifferences(step, answer, host.workshop.isKnownCommit),
    ...eventDifferences(step, events),
  ].map((line) => `${method} ${path}: ${line}`);
}

/** Plays a scenario and returns what differed from the recording, one line each. */
export async function playConfigScenario(
  scenario: ConfigScenario,
  host: ConfigHost,
): Promise<string[]> {
  const captured: Captured = new Map();
  const differences: string[] = [];
  for (const step of scenario.steps) {
    if ('action' in step) await host.workshop.perform(step);
    else {
      const requests = 'parallel' in step ? step.parallel : [step];
      const found = await Promise.all(
        requests.map((request) => playRequest(request, host, captured)),
      );
      differences.push(...found.flat());
    }
  }
  return differences;
}

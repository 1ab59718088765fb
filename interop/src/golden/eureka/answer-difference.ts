import type { RawAnswer } from '../exchange.ts';
import { jsonDifferences } from '../json-difference.ts';
import { parseJson, parseXml } from './parse-document.ts';
import { registryView } from './registry-view.ts';
import type { Step } from './scenario.ts';
import { volatilePaths, withoutVolatileText } from './volatile-paths.ts';

/** Where a scenario runs, as far as it decides what can be compared. */
export interface Surroundings {
  readonly tag: string;
  /** True when nothing but the scenario is registered, so that hash codes must agree too. */
  readonly alone: boolean;
}

const NOT_SERVED = new Set(['HEAD', 'OPTIONS']);

function mediaType(header: string | undefined): string | undefined {
  return header?.split(';', 1)[0]?.trim().toLowerCase();
}

function allowedMethods(header: string | undefined): string {
  const methods = (header ?? '').split(',').map((method) => method.trim().toUpperCase());
  return methods
    .filter((method) => method !== '' && !NOT_SERVED.has(method))
    .sort()
    .join(', ');
}

function headerDifferences(step: Step, answer: RawAnswer): string[] {
  const recorded = step.response.headers;
  const pairs: [string, string | undefined, string | undefined][] = [
    ['content-encoding', recorded['content-encoding'], answer.headers['content-encoding']],
    ['location', recorded['location'], answer.headers.location],
  ];
  const type = mediaType(answer.headers['content-type']);
  const isError = step.response.status >= 400;
  if (step.bodyRule === 'error') pairs.push(['content-type', undefined, type]);
  else if (step.bodyRule !== 'empty' || !isError || type !== undefined) {
    pairs.push(['content-type', mediaType(recorded['content-type']), type]);
  }
  if (step.response.status === 405) {
    pairs.push(['allow', allowedMethods(recorded['allow']), allowedMethods(answer.headers.allow)]);
  }
  return pairs
    .filter(([, expected, actual]) => expected !== actual)
    .map(([name, expected, actual]) => `${name}: expected ${expected}, got ${actual}`);
}

function documentDifferences(step: Step, text: string, surroundings: Surroundings): string[] {
  const parse = step.bodyRule === 'xml' ? parseXml : parseJson;
  const actual = parse(text);
  const expected = parse(step.response.body);
  if (actual === undefined || expected === undefined) {
    return [`body: not ${step.bodyRule}: ${text.slice(0, 200)}`];
  }
  const whole = step.wholeRegistry !== undefined;
  const options = {
    onlyTag: whole ? surroundings.tag : undefined,
    withHashCode: !whole || surroundings.alone,
  };
  return jsonDifferences(registryView(expected, options), registryView(actual, options), {
    isVolatile: volatilePaths(step.volatile),
  });
}

function textDifferences(step: Step, text: string): string[] {
  const expected = withoutVolatileText(step.response.body, step.volatile);
  const actual = withoutVolatileText(text, step.volatile);
  return expected === actual ? [] : [`body: expected "${expected}", got "${actual}"`];
}

function bodyDifferences(step: Step, body: Buffer, surroundings: Surroundings): string[] {
  const text = body.toString('utf8');
  switch (step.bodyRule) {
    case 'empty':
    case 'error':
      return body.length === 0 ? [] : [`body: expected none, got ${text.slice(0, 200)}`];
    case 'json':
    case 'xml':
      return documentDifferences(step, text, surroundings);
    case 'exact':
      return textDifferences(step, text);
    case 'contains':
      return (step.contains ?? [])
        .filter((part) => !text.includes(part))
        .map((part) => `body: "${part}" does not occur`);
    case 'ignore':
      return [];
  }
}

/** Everything in which an answer is not what was recorded. */
export function answerDifferences(
  step: Step,
  answer: RawAnswer,
  surroundings: Surroundings,
): string[] {
  if (answer.status !== step.response.status) {
    const text = answer.body.toString('utf8').slice(0, 200);
    return [`status: expected ${step.response.status}, got ${answer.status} ${text}`];
  }
  return [...headerDifferences(step, answer), ...bodyDifferences(step, answer.body, surroundings)];
}

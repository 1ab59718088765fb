import type { RawAnswer } from '../exchange.ts';
import { isObject, type Json, jsonDifferences } from '../json-difference.ts';
import type { BusEvent } from './bus-recorder.ts';
import { atPointer, documentName, parseExactJson, parseExactYaml } from './document.ts';
import type { RequestStep } from './group.ts';

const commitId = /^[0-9a-f]{40}$/;

function withoutParameters(header: string): string {
  return header.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function methods(header: string): string {
  const names = header.split(',').map((name) => name.trim());
  return names
    .filter((name) => name !== 'HEAD' && name !== 'OPTIONS')
    .sort()
    .join(',');
}

function comparable(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (name === 'content-type') return withoutParameters(value);
  return name === 'allow' ? methods(value) : value;
}

function headerDifferences(step: RequestStep, answer: RawAnswer): string[] {
  return Object.entries(step.response.headers).flatMap(([name, recorded]) => {
    const header = answer.headers[name];
    const actual = Array.isArray(header) ? header.join(', ') : header;
    if (step.volatile?.includes(`header:${name}`) === true) {
      return actual === undefined ? [`${name}: missing`] : [];
    }
    const pair = [comparable(name, recorded), comparable(name, actual)];
    return pair[0] === pair[1] ? [] : [`${name}: expected ${recorded}, got ${actual}`];
  });
}

/** An environment with one form of name for each document of a file. */
function environmentView(document: Json): Json {
  const sources = isObject(document) ? document['propertySources'] : undefined;
  if (!isObject(document) || !Array.isArray(sources)) return document;
  return {
    ...document,
    propertySources: sources.map((source: Json) =>
      isObject(source) && typeof source['name'] === 'string'
        ? { ...source, name: documentName(source['name']) }
        : source,
    ),
  };
}

/** A commit made while playing has an id that nobody recorded: then any id is right. */
function documentDifferences(step: RequestStep, expected: Json, actual: Json, known: KnownIds) {
  const volatile = (step.volatile ?? []).filter((pointer) => pointer.startsWith('/'));
  const pointers = new Set(volatile.map((pointer) => pointer.slice(1)));
  const version = isObject(expected) ? expected['version'] : undefined;
  const isUnknownCommit = typeof version === 'string' && commitId.test(version) && !known(version);
  const missing = [...pointers]
    .filter((pointer) => atPointer(actual, `/${pointer}`) === undefined)
    .map((pointer) => `${pointer}: missing`);
  const differences = jsonDifferences(environmentView(expected), environmentView(actual), {
    isVolatile: (path) => isUnknownCommit && path.join('/') === 'version',
    isIgnored: (path) => pointers.has(path.join('/')),
    isOrdered: (path) =>
      step.order === 'all' || (path[0] === 'propertySources' && path[2] === 'source'),
  });
  return [...missing, ...differences];
}

/** Says whether a commit id is one of those that the repositories were built with. */
export type KnownIds = (id: string) => boolean;

/** The recorded text and the actual one as documents of the step's format. */
function documentsDiffer(step: RequestStep, text: string, known: KnownIds): string[] {
  const { response, part = '' } = step;
  const recorded = response.body ?? '';
  if (recorded === '') return text === '' ? [] : [`body: expected none, got ${text}`];
  const parse = step.compare === 'json' ? parseExactJson : parseExactYaml;
  try {
    const expected = atPointer(parse(recorded), part);
    const actual = atPointer(parse(text), part);
    if (actual === undefined || expected === undefined) return [`body: no ${part} in ${text}`];
    return documentDifferences(step, expected, actual, known);
  } catch (error) {
    return [`body: not ${step.compare}: ${text.slice(0, 300)} (${String(error)})`];
  }
}

function bodyDifferences(step: RequestStep, body: Buffer, known: KnownIds): string[] {
  const { response, matches } = step;
  const text = body.toString('utf8');
  if (matches !== undefined) {
    return new RegExp(matches).test(text) ? [] : [`body: ${text} does not match ${matches}`];
  }
  if (response.bodyBase64 !== undefined) {
    return body.toString('base64') === response.bodyBase64 ? [] : ['body: other bytes'];
  }
  if (step.compare !== 'exact') return documentsDiffer(step, text, known);
  return text === response.body ? [] : [`body: expected "${response.body}", got "${text}"`];
}

/** Everything in which an answer is not what was recorded; the step is already localized. */
export function answerDifferences(step: RequestStep, answer: RawAnswer, known: KnownIds): string[] {
  const { mayDiffer, response } = step;
  if (mayDiffer !== undefined) {
    const accepted = mayDiffer.statusAnyOf;
    if (accepted === undefined || accepted.includes(answer.status)) return [];
  }
  if (answer.status !== response.status) {
    const text = answer.body.toString('utf8').slice(0, 300);
    return [`status: expected ${response.status}, got ${answer.status} ${text}`];
  }
  if (mayDiffer !== undefined || step.compare === 'status') return [];
  return [...headerDifferences(step, answer), ...bodyDifferences(step, answer.body, known)];
}

/** Whether the request put on the bus what was recorded; nothing when that is not told or may differ. */
export function eventDifferences(step: RequestStep, events: readonly BusEvent[]): string[] {
  const recorded = step.response.busEvents;
  if (recorded === undefined || step.mayDiffer !== undefined) return [];
  const [expected, actual] = [recorded, events].map((list) =>
    list.map(({ type, destinationService }) => `${type} ${destinationService}`).join(', '),
  );
  return expected === actual ? [] : [`events: expected ${expected}, got ${actual}`];
}

import type { Decoded, DecodeProblem } from '../decoded.ts';
import { withDefaults } from './instance-draft.ts';
import type { Application, Applications, InstanceInfo } from './instance-info.ts';
import { isJsonObject, type JsonObject, listOf, parseJson, textOf } from './json-values.ts';
import { readInstance } from './read-instance.ts';

/**
 * Reads a full fetch or a delta (eureka-protocol 2.2) as any server writes it: lists of one may be the
 * element itself, `versions__delta` and the hash code may be missing (2.6). An instance that can't be
 * read is left out, so that one bad registration never hides the others.
 */
export function decodeApplications(body: string): Decoded<Applications> {
  const root = rootOf(body, 'applications');
  if (!root.ok) return root;
  return {
    ok: true,
    value: {
      versionsDelta: textOf(root.value['versions__delta']) ?? '1',
      appsHashCode: textOf(root.value['apps__hashcode']) ?? '',
      applications: listOf(root.value['application']).flatMap(readApplication),
    },
  };
}

/** Reads the answer to a query for one application (eureka-protocol 1.2 R3). */
export function decodeApplication(body: string): Decoded<Application> {
  const root = rootOf(body, 'application');
  if (!root.ok) return root;
  const [application] = readApplication(root.value);
  return application === undefined
    ? { ok: false, problems: [problem('application.name', 'is missing')] }
    : { ok: true, value: application };
}

function rootOf(body: string, key: string): Decoded<JsonObject> {
  const document = parseJson(body);
  if (!isJsonObject(document))
    return { ok: false, problems: [problem('', 'is not a JSON object')] };
  const root = document[key];
  return isJsonObject(root)
    ? { ok: true, value: root }
    : { ok: false, problems: [problem(key, 'is missing')] };
}

function problem(path: string, text: string): DecodeProblem {
  return { path, problem: text };
}

function readApplication(source: unknown): Application[] {
  if (!isJsonObject(source)) return [];
  const instances = listOf(source['instance']).flatMap(readListedInstance);
  const name = textOf(source['name']) ?? instances[0]?.app;
  return name === undefined ? [] : [{ name: name.toUpperCase(), instances }];
}

function readListedInstance(source: unknown): InstanceInfo[] {
  const draft = readInstance(source);
  if (!draft.ok) return [];
  const instance = withDefaults(draft.value, 0);
  return instance.instanceId === '' ? [] : [instance];
}

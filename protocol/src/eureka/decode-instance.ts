import type { Decoded } from '../decoded.ts';
import { type InstanceDraft, withDefaults } from './instance-draft.ts';
import type { InstanceInfo } from './instance-info.ts';
import { isJsonObject, parseJson } from './json-values.ts';
import { readInstance } from './read-instance.ts';

/**
 * Reads the JSON body of a registration (eureka-protocol 1.2 R4, 2.3): one root key, `instance`.
 * What it says still has to be checked by `completeRegistration`.
 */
export function decodeRegistration(body: string): Decoded<InstanceDraft> {
  const document = parseJson(body);
  if (document === undefined) return notRegistration('is not JSON');
  if (!isJsonObject(document)) return notRegistration('is not an object');
  const roots = Object.keys(document);
  if (roots.length !== 1 || roots[0] !== 'instance') {
    return notRegistration('must have the one root key "instance"');
  }
  return readInstance(document['instance']);
}

/** Reads an answer with the root `instance` (eureka-protocol 2.1). Absent timestamps become 0. */
export function decodeInstance(body: string): Decoded<InstanceInfo> {
  const draft = decodeRegistration(body);
  return draft.ok ? { ok: true, value: withDefaults(draft.value, 0) } : draft;
}

function notRegistration(problem: string): Decoded<never> {
  return { ok: false, problems: [{ path: '', problem }] };
}

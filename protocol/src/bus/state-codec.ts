import type { Decoded } from '../decoded.ts';
import { decodeObject } from './document.ts';
import { MemberReader } from './member-reader.ts';
import type { ConfigState, RegistryChange, RepositoryChange } from './state.ts';

/** More names than these help nobody, and a message must stay below what receivers accept. */
const NAMED_KEYS = 1_000;

/** Writes the retained state of a config key, with the names of at most 1,000 changed keys. */
export function encodeConfigState(state: ConfigState): string {
  const { application, profiles, label, commit, changedAt, eventId } = state;
  const changedKeys = state.changedKeys.slice(0, NAMED_KEYS);
  return JSON.stringify({ application, profiles, label, commit, changedKeys, changedAt, eventId });
}

/** Reads the retained state of a config key. Never throws; unknown members are ignored. */
export function decodeConfigState(payload: Uint8Array): Decoded<ConfigState> {
  const members = decodeObject(payload);
  if (!members.ok) return members;
  const reader = new MemberReader(members.value);
  return reader.complete({
    application: reader.text('application'),
    profiles: reader.text('profiles'),
    label: reader.optionalText('label') ?? null,
    commit: reader.text('commit'),
    changedKeys: reader.texts('changedKeys'),
    changedAt: reader.epochMs('changedAt'),
    eventId: reader.optionalText('eventId') ?? '',
  });
}

/** Writes the news that the registry changed. */
export function encodeRegistryChange({ applications, at }: RegistryChange): string {
  return JSON.stringify({ applications, at });
}

/** Reads the news that the registry changed. Never throws; unknown members are ignored. */
export function decodeRegistryChange(payload: Uint8Array): Decoded<RegistryChange> {
  const members = decodeObject(payload);
  if (!members.ok) return members;
  const reader = new MemberReader(members.value);
  return reader.complete({ applications: reader.texts('applications'), at: reader.epochMs('at') });
}

/** Writes the news that a repository may have changed. */
export function encodeRepositoryChange({ by, at }: RepositoryChange): string {
  return JSON.stringify({ by, at });
}

/** Reads the news that a repository may have changed. Never throws; unknown members are ignored. */
export function decodeRepositoryChange(payload: Uint8Array): Decoded<RepositoryChange> {
  const members = decodeObject(payload);
  if (!members.ok) return members;
  const reader = new MemberReader(members.value);
  return reader.complete({ by: reader.text('by'), at: reader.epochMs('at') });
}

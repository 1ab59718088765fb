import { VernalError } from '@vernal/core';
import type { JSONWebKeySet } from 'jose';
import { fetchJson } from './fetch-json.ts';

/** A function that fetches the keys that stand at an address. */
export function keysAt(url: string): () => Promise<JSONWebKeySet> {
  return async () => decodeKeySet(url, await fetchJson(url));
}

/** A function that asks an issuer for the address of its keys, then fetches them (OpenID Connect Discovery 4). */
export function keysOf(issuer: string): () => Promise<JSONWebKeySet> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  return async () => {
    const found = await fetchJson(url);
    const { issuer: named, jwks_uri: address } = membersOf(found);
    if (named === issuer && typeof address === 'string') return keysAt(address)();
    throw unusable(`${url} does not say where the keys of ${issuer} are`);
  };
}

function decodeKeySet(url: string, found: unknown): JSONWebKeySet {
  const { keys } = membersOf(found);
  if (!Array.isArray(keys)) throw unusable(`${url} has no list of keys`);
  const elements: readonly unknown[] = keys;
  return { keys: elements.map((key) => ({ kty: '', ...membersOf(key) })) };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function unusable(problem: string): VernalError {
  return new VernalError('SECURITY_KEYS_UNAVAILABLE', problem);
}

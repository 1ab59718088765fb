import type { IncomingMessage } from 'node:http';
import express, { type Request } from 'express';

const JSON_TYPE = 'application/json';
const ANY_JSON = new Set(['*/*', 'application/*', JSON_TYPE]);
const JSON_BY_SUFFIX = /^application\/[\w.-]+\+json$/i;

/**
 * What an error's JSON is labelled as: the caller's first type that JSON fits, as Spring Boot does it
 * (config-protocol 1.5); undefined when the caller takes no JSON.
 */
export function errorMediaType(request: IncomingMessage): string | undefined {
  for (const type of acceptedTypes(request)) {
    if (ANY_JSON.has(type.toLowerCase())) return JSON_TYPE;
    if (JSON_BY_SUFFIX.test(type)) return type;
  }
  return undefined;
}

/** In the caller's order of preference. By Express, though some requests fail before they reach it. */
function acceptedTypes({ headers }: IncomingMessage): readonly string[] {
  const asked: Request = Object.create(express.request, { headers: { value: headers } });
  return asked.accepts();
}

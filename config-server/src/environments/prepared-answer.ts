import { createHash } from 'node:crypto';
import type { ConfigKey } from '@vernal/protocol/bus';
import { encodeEnvironment, type OriginOf } from '@vernal/protocol/config';
import { environmentOf, type PropertyLayer } from '../domain/property-layer.ts';
import type { InForce } from './commits-in-force.ts';

/** The two forms of an environment: plain values, or values with origins (config-protocol 1.1). */
export const PLAIN_JSON = 'application/json';
export const JSON_WITH_ORIGINS = 'application/vnd.spring-cloud.config-server.v2+json';
export type EnvironmentMedia = typeof PLAIN_JSON | typeof JSON_WITH_ORIGINS;

/** An answer as bytes, and what tells whether it still holds. */
export interface PreparedAnswer {
  readonly key: ConfigKey;
  readonly media: EnvironmentMedia;
  readonly revision: string;
  readonly body: Buffer;
  readonly etag: string;
  /** Text of the problem header: why this is not the newest revision. */
  readonly problem?: string;
  /** Stamp of the label when this was made; undefined when every request must ask the remote first. */
  readonly stamp?: string;
}

/** Writes the answer for a key once, to be sent many times. */
export function prepareAnswer(
  key: ConfigKey,
  media: EnvironmentMedia,
  inForce: InForce,
): PreparedAnswer {
  const { layers } = inForce.environment;
  const environment = environmentOf(key, inForce.revision, layers);
  const origins = media === JSON_WITH_ORIGINS ? originsOf(layers) : undefined;
  const body = Buffer.from(encodeEnvironment(environment, origins));
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`;
  return { key, media, revision: inForce.revision, body, etag };
}

function originsOf(layers: readonly PropertyLayer[]): OriginOf {
  const byName = new Map(layers.map((layer) => [layer.name, layer.values]));
  return (source, key) => byName.get(source.name)?.get(key)?.origin;
}

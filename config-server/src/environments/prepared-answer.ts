import { createHash } from 'node:crypto';
import { type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { RenderingProblem } from '@vernal/protocol/config';
import { environmentOf } from '../domain/property-layer.ts';
import type { AnswerForm } from './answer-form.ts';
import type { InForce } from './commits-in-force.ts';
import { identityOf } from './label-resolver.ts';

/** An answer as bytes, and what tells whether it still holds. */
export interface PreparedAnswer {
  readonly key: ConfigKey;
  readonly contentType: string;
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
  form: AnswerForm,
  { revision, commits, environment: { layers } }: InForce,
): Outcome<PreparedAnswer, RenderingProblem> {
  const text = form.write(environmentOf(key, identityOf(commits), layers), layers);
  if (!text.ok) return text;
  const body = Buffer.from(text.value);
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`;
  return succeed({ key, contentType: form.contentType, revision, body, etag });
}

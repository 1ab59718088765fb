import { createHash } from 'node:crypto';
import { type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { PropertyValue, RenderingProblem } from '@vernal/protocol/config';
import { configKeyText } from '../domain/config-query.ts';
import { environmentOf } from '../domain/property-layer.ts';
import type { AnswerForm } from './answer-form.ts';
import type { InForce } from './in-force.ts';
import { identityOf } from './label-resolver.ts';

/** An answer as bytes, for all who ask for this form of a key at a revision. */
export interface PreparedAnswer {
  /** Tells it apart from all others. */
  readonly id: string;
  readonly key: ConfigKey;
  readonly keyText: string;
  readonly contentType: string;
  readonly revision: string;
  readonly body: Buffer;
  readonly etag: string;
}

/** What a request was answered with, and what tells whether that still holds. */
export interface RememberedAnswer {
  /** That of the prepared answer. */
  readonly id: string;
  /** Text of the problem header: why this is not the newest revision. */
  readonly problem?: string;
  /** Stamp of the label when this was made; undefined when every request must ask the remote first. */
  readonly stamp?: string;
}

/** The answer to a request. */
export type CurrentAnswer = PreparedAnswer & RememberedAnswer;

/** What a prepared answer is known by. */
export function answerId(key: ConfigKey, form: AnswerForm, revision: string): string {
  return `${form.id} ${configKeyText(key)} ${revision}`;
}

/**
 * Writes the answer for a key once, to be sent many times.
 *
 * @param emptyList what stands for an empty list, see `AnswerRules`
 */
export function prepareAnswer(
  key: ConfigKey,
  form: AnswerForm,
  { revision, commits, environment: { layers } }: InForce,
  emptyList: PropertyValue,
): Outcome<PreparedAnswer, RenderingProblem> {
  const environment = environmentOf(key, identityOf(commits), layers, emptyList);
  const text = form.write(environment, layers);
  if (!text.ok) return text;
  const body = bytesOf(text.value);
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`;
  const id = answerId(key, form, revision);
  const keyText = configKeyText(key);
  return succeed({ id, key, keyText, contentType: form.contentType, revision, body, etag });
}

/** Memory of its own: a small one out of Node's pool would keep its neighbours alive. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}

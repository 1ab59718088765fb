import type { ByteCache } from '../domain/byte-cache.ts';
import type { CacheBudget } from '../domain/cache-budget.ts';
import { recordBytes } from '../domain/estimated-size.ts';
import type { PreparedAnswer, RememberedAnswer } from './prepared-answer.ts';

/** What was written, to be sent again. */
export interface AnswerCaches {
  readonly answers: ByteCache<PreparedAnswer>;
  /** Which answer a request got. */
  readonly requests: ByteCache<RememberedAnswer>;
}

/** Bytes to send have most of the memory: what they were made from is wanted again when a commit comes. */
export function answerCaches(budget: CacheBudget): AnswerCaches {
  return {
    answers: budget.cache({ name: 'answers', share: 24, sizeOf: answerBytes }),
    requests: budget.cache({
      name: 'requests',
      share: 2,
      sizeOf: ({ id, stamp, problem }) => recordBytes(id, stamp, problem),
    }),
  };
}

function answerBytes({ id, key, keyText, body, etag, revision }: PreparedAnswer): number {
  const { application, profiles, label } = key;
  const texts = recordBytes(id, keyText, etag, revision, application, profiles, label ?? '');
  return body.length + texts;
}

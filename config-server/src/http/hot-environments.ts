import type { IncomingMessage } from 'node:http';
import { COMMIT_HEADER } from '@vernal/protocol/config';
import type { HotPath } from '@vernal/server-kit';
import type { AnswerCaches } from '../environments/answer-caches.ts';
import type { EnvironmentService } from '../environments/environment-service.ts';
import type { RememberedAnswer } from '../environments/prepared-answer.ts';
import type { NoteRead } from './read-audit.ts';
import { sendPrepared } from './send-prepared.ts';

/** Longer ones take the general way. */
const MAX_KEY_LENGTH = 500;

/**
 * Answers requests that were asked before from the bytes of then, as long as their label did not move.
 * A request is known by its URL and `Accept` exactly as they were sent.
 */
export class HotEnvironments {
  readonly #environments: EnvironmentService;
  readonly #requests: AnswerCaches['requests'];
  readonly #noteRead: NoteRead;

  constructor(
    environments: EnvironmentService,
    requests: AnswerCaches['requests'],
    noteRead: NoteRead,
  ) {
    this.#environments = environments;
    this.#requests = requests;
    this.#noteRead = noteRead;
  }

  remember(
    request: IncomingMessage & { readonly originalUrl: string },
    { id, stamp, problem }: RememberedAnswer,
  ): void {
    const key = requestKey(request.originalUrl, request);
    if (stamp === undefined || key.length > MAX_KEY_LENGTH) return;
    this.#requests.set(key, { id, stamp, ...(problem === undefined ? {} : { problem }) });
  }

  readonly hotPath: HotPath = (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const remembered = this.#requests.get(requestKey(request.url ?? '', request));
    const toldCommit = request.headers[COMMIT_HEADER];
    if (remembered === undefined || Array.isArray(toldCommit)) return false;
    const answer = this.#environments.recall(remembered, toldCommit);
    if (answer === undefined) return false;
    this.#noteRead(request, answer);
    sendPrepared(request, response, answer, remembered.problem);
    return true;
  };
}

function requestKey(url: string, request: IncomingMessage): string {
  return `${request.headers.accept ?? ''} ${url}`;
}

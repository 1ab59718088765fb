import type { IncomingMessage } from 'node:http';
import { COMMIT_HEADER } from '@vernal/protocol/config';
import type { HotPath } from '@vernal/server-kit';
import { RecentMap } from '../domain/recent-map.ts';
import type { EnvironmentService } from '../environments/environment-service.ts';
import type { PreparedAnswer } from '../environments/prepared-answer.ts';
import { sendPrepared } from './send-prepared.ts';

const REMEMBERED_REQUESTS = 5_000;
/** Longer ones take the general way; bounds what is remembered. */
const MAX_KEY_LENGTH = 500;

/**
 * Answers requests that were asked before from the bytes of then, as long as their label did not move.
 * A request is known by its URL and `Accept` exactly as they were sent.
 */
export class HotEnvironments {
  readonly #environments: EnvironmentService;
  readonly #answers = new RecentMap<string, PreparedAnswer>(REMEMBERED_REQUESTS);

  constructor(environments: EnvironmentService) {
    this.#environments = environments;
  }

  remember(
    request: IncomingMessage & { readonly originalUrl: string },
    answer: PreparedAnswer,
  ): void {
    const key = requestKey(request.originalUrl, request);
    if (answer.stamp !== undefined && key.length <= MAX_KEY_LENGTH) this.#answers.set(key, answer);
  }

  readonly hotPath: HotPath = (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const answer = this.#answers.get(requestKey(request.url ?? '', request));
    if (answer === undefined) return false;
    const toldCommit = request.headers[COMMIT_HEADER];
    if (Array.isArray(toldCommit) || !this.#environments.isCurrent(answer, toldCommit))
      return false;
    sendPrepared(request, response, answer);
    return true;
  };
}

function requestKey(url: string, request: IncomingMessage): string {
  return `${request.headers.accept ?? ''} ${url}`;
}

import type { Logger } from '@vernal/core';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { AnswerError } from './error-answer.ts';
import { HttpProblem } from './http-problem.ts';

/** What the general router is made of. */
export interface ExpressAppParts {
  /** In this order; what none of them answers is 404. */
  readonly handlers: readonly RequestHandler[];
  readonly answerError: AnswerError;
  readonly logger: Logger;
}

/** The general router: everything that is not answered on the hot path. */
export function createExpressApp({ handlers, answerError, logger }: ExpressAppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  for (const handler of handlers) app.use(handler);
  app.use((request, response) => answerError(response, { status: 404, path: request.path }));
  app.use(errorHandler(answerError, logger));
  return app;
}

function errorHandler(answerError: AnswerError, logger: Logger): ErrorRequestHandler {
  // Express tells error handlers by their four parameters.
  return (error: unknown, request, response, _next) => {
    const status = statusOf(error);
    const headers = error instanceof HttpProblem ? error.headers : {};
    if (status >= 500)
      logger.error('a request failed', { method: request.method, path: request.path, error });
    answerError(response, { status, path: request.path, headers });
  };
}

/** The status that an error asks for, as Express's own parts note it; 500 for everything else. */
function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : 500;
}

import type { RequestListener } from 'node:http';
import { collapseSlashes, pathOf } from './collapse-slashes.ts';
import type { AnswerError } from './error-answer.ts';

/** What everything is served below, and how the rest is answered. */
export interface ContextPathParts {
  /** As {@link normalContextPath} gives it. */
  readonly contextPath: string;
  readonly answerError: AnswerError;
}

/** Serves everything below a context path, as Spring does; nobody inside knows of it. Beside it there is nothing. */
export function belowContextPath(
  { contextPath: prefix, answerError }: ContextPathParts,
  handle: RequestListener,
): RequestListener {
  if (prefix === '') return handle;
  return (request, response) => {
    const url = collapseSlashes(request.url ?? '/');
    const rest = url.slice(prefix.length);
    if (!url.startsWith(prefix) || (rest !== '' && rest[0] !== '/' && rest[0] !== '?')) {
      answerError(response, { status: 404, path: pathOf(url) });
      return;
    }
    request.url = rest.startsWith('/') ? rest : `/${rest}`;
    handle(request, response);
  };
}

/** The value of `server.servlet.context-path` in one form: empty for none, else `/name` without a slash at the end. */
export function normalContextPath(contextPath: string): string {
  const names = contextPath.split('/').filter((name) => name !== '');
  return names.map((name) => `/${name}`).join('');
}

import { PROBLEM_HEADER } from '@vernal/protocol/config';
import { HttpProblem } from '@vernal/server-kit';
import type { ErrorRequestHandler } from 'express';
import { toHeaderText } from '../environments/broken-file.ts';

/** What Express and its readers of bodies find wrong with a request, in our words: theirs quote what was sent. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'entity.parse.failed': 'the body is not JSON',
  'entity.too.large': 'the body is too large',
  'encoding.unsupported': 'the content-encoding of the body is not supported',
  'charset.unsupported': 'the charset of the body is not supported',
  'request.size.invalid': 'the body has not as many bytes as content-length says',
};

/** Has every refusal of a request say what is wrong. Errors that are the server's own are passed on as they are. */
export const stateProblems: ErrorRequestHandler = (error: unknown, _request, _response, next) => {
  next(stated(error));
};

function stated(error: unknown): unknown {
  if (error instanceof HttpProblem) {
    const { status, message, headers } = error;
    return headers[PROBLEM_HEADER] === undefined ? statedProblem(status, message, headers) : error;
  }
  const status = refusalStatus(error);
  return status === undefined ? error : statedProblem(status, problemOf(error));
}

/** 400 to 499, as Express notes it on the errors that are a caller's. */
function refusalStatus(error: unknown): number | undefined {
  if (!(error instanceof Error && 'status' in error)) return undefined;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

function problemOf(error: unknown): string {
  if (error instanceof URIError) return 'the path is not percent-encoded as UTF-8';
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  return PROBLEMS[String(type)] ?? 'the body can not be read';
}

/** The body is Spring's and has no room for it. */
function statedProblem(
  status: number,
  problem: string,
  headers: HttpProblem['headers'] = {},
): HttpProblem {
  return new HttpProblem(status, problem, { ...headers, [PROBLEM_HEADER]: toHeaderText(problem) });
}

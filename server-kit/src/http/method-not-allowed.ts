import type { RequestHandler } from 'express';
import { HttpProblem } from './http-problem.ts';

/**
 * Answers 405 with `Allow`. Put it behind the methods of a route:
 * `router.route('/apps').get(list).all(methodNotAllowed('GET'))`.
 */
export function methodNotAllowed(...allowed: readonly string[]): RequestHandler {
  return () => {
    throw new HttpProblem(405, 'the method is not allowed here', { allow: allowed.join(', ') });
  };
}

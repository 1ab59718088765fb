import { PROBLEM_HEADER } from '@vernal/protocol/config';
import { HttpProblem } from '@vernal/server-kit';
import { toHeaderText } from '../environments/broken-file.ts';

/** An error answer that says in a header what is wrong: the body is Spring's and has no room for it. */
export function statedProblem(status: number, problem: string): HttpProblem {
  return new HttpProblem(status, problem, { [PROBLEM_HEADER]: toHeaderText(problem) });
}

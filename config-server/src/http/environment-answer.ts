import { COMMIT_HEADER, PROBLEM_HEADER } from '@vernal/protocol/config';
import { HttpProblem } from '@vernal/server-kit';
import type { Request, Response } from 'express';
import {
  type ProfileGrammar,
  parseConfigQuery,
  type RequestedNames,
} from '../domain/config-query.ts';
import type { AnswerForm } from '../environments/answer-form.ts';
import { describeBrokenFile } from '../environments/broken-file.ts';
import type { EnvironmentService, NoEnvironment } from '../environments/environment-service.ts';
import type { HotEnvironments } from './hot-environments.ts';
import type { NoteRead } from './read-audit.ts';
import { sendPrepared } from './send-prepared.ts';

/** What environments are answered from, in whatever form. */
export interface EnvironmentAnswerParts {
  readonly environments: EnvironmentService;
  readonly hot: HotEnvironments;
  readonly profileGrammar: ProfileGrammar;
  readonly noteRead: NoteRead;
}

/** Answers the environment that is asked for, and remembers the answer for the hot path. */
export async function answerEnvironment(
  { environments, hot, profileGrammar, noteRead }: EnvironmentAnswerParts,
  { request, response }: { readonly request: Request; readonly response: Response },
  { names, form }: { readonly names: RequestedNames; readonly form: AnswerForm },
): Promise<void> {
  const key = parseConfigQuery(names, profileGrammar);
  if (!key.ok) throw new HttpProblem(400, `${key.problem.field} ${key.problem.problem}`);
  const toldCommit = request.get(COMMIT_HEADER);
  const outcome = await environments.answer({
    key: key.value,
    form,
    ...(toldCommit === undefined ? {} : { toldCommit }),
  });
  if (!outcome.ok) throw httpProblemOf(outcome.problem);
  hot.remember(request, outcome.value);
  noteRead(request, outcome.value);
  sendPrepared(request, response, outcome.value, outcome.value.problem);
}

/** A path segment without its matrix parameter, as in `dev;x=1` (config-protocol 1.2). */
export function segmentOf(request: Request, name: string): string | undefined {
  const text = request.params[name];
  return typeof text === 'string' ? text.split(';', 1)[0] : undefined;
}

/** The error answer for an environment that is not there (config-protocol 1.5). */
export function httpProblemOf(problem: NoEnvironment): HttpProblem {
  switch (problem.kind) {
    case 'unknown-label':
      return new HttpProblem(404, `no such label: ${problem.label}`);
    case 'empty':
      return new HttpProblem(404, 'no configuration was found');
    case 'unwritable':
      return new HttpProblem(400, problem.problem);
    case 'broken': {
      const text = describeBrokenFile(problem.brokenFile);
      return new HttpProblem(500, text, { [PROBLEM_HEADER]: text });
    }
  }
}

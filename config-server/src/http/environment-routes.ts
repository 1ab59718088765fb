import { HttpProblem, methodNotAllowed } from '@vernal/server-kit';
import { type Request, type RequestHandler, Router } from 'express';
import { type AnswerForm, JSON_WITH_ORIGINS, PLAIN_JSON } from '../environments/answer-form.ts';
import { allowGet } from './allow-get.ts';
import { DOT_SEGMENT } from './dot-segment.ts';
import { answerEnvironment, type EnvironmentAnswerParts, segmentOf } from './environment-answer.ts';
import { FLAT_FORMAT, isReservedName } from './environment-paths.ts';

/** What a caller may accept, as a 406 tells it. */
const SERVED = `${JSON_WITH_ORIGINS.contentType}, ${PLAIN_JSON.contentType}`;

/** E1 to E4 of config-protocol 1.1: an application's environment, at the default or a named label. */
export function environmentRoutes(parts: EnvironmentAnswerParts): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const answer = environmentHandler(parts);
  for (const path of ['/:name/:profiles', '/:name/:profiles/:label']) {
    router.route(path).all(onlyQueries).get(answer).options(allowGet).all(methodNotAllowed('GET'));
  }
  return router;
}

/** Leaves paths of this shape that mean something else. */
const onlyQueries: RequestHandler = (request, _response, next) => {
  const isFlat =
    segmentOf(request, 'label') === undefined &&
    FLAT_FORMAT.test(segmentOf(request, 'profiles') ?? '');
  const isOther =
    DOT_SEGMENT.test(request.path) || isReservedName(segmentOf(request, 'name') ?? '');
  next(isFlat || isOther ? 'route' : undefined);
};

function environmentHandler(parts: EnvironmentAnswerParts): RequestHandler {
  return async (request, response) => {
    const names = {
      name: segmentOf(request, 'name') ?? '',
      profiles: segmentOf(request, 'profiles') ?? '',
      label: segmentOf(request, 'label') ?? null,
    };
    await answerEnvironment(parts, { request, response }, { names, form: formOf(request) });
  };
}

function formOf(request: Request): AnswerForm {
  const forms = [PLAIN_JSON, JSON_WITH_ORIGINS];
  const accepted = request.accepts(forms.map(({ contentType }) => contentType));
  const form = forms.find(({ contentType }) => contentType === accepted);
  if (form === undefined)
    throw new HttpProblem(406, 'only JSON is served here', { accept: SERVED });
  return form;
}

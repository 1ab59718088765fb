import type { Placeholders, WholeDocument } from '@vernal/protocol/config';
import { methodNotAllowed } from '@vernal/server-kit';
import { type RequestHandler, Router } from 'express';
import {
  type AnswerForm,
  nestedJsonForm,
  propertiesForm,
  yamlForm,
} from '../environments/answer-form.ts';
import { allowGet } from './allow-get.ts';
import { DOT_SEGMENT } from './dot-segment.ts';
import { answerEnvironment, type EnvironmentAnswerParts, segmentOf } from './environment-answer.ts';
import { isReservedName } from './environment-paths.ts';
import { flatFileNames } from './flat-file.ts';
import { placeholdersOf } from './resolve-placeholders-query.ts';

/** F1 to F6 of config-protocol 1.1: the merged environment as one file. */
export function flatRoutes(parts: EnvironmentAnswerParts, wholeDocument: WholeDocument): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const answer = answerFile(parts, wholeDocument);
  for (const path of ['/:file', '/:label/:file']) {
    router.route(path).all(onlyFiles).get(answer).options(allowGet).all(methodNotAllowed('GET'));
  }
  return router;
}

/** Other paths of this shape are none of ours. */
const onlyFiles: RequestHandler = (request, _response, next) => {
  const isFile = flatFileNames(segmentOf(request, 'file') ?? '') !== undefined;
  const isOther =
    DOT_SEGMENT.test(request.path) || isReservedName(segmentOf(request, 'label') ?? '');
  next(isFile && !isOther ? undefined : 'route');
};

function answerFile(parts: EnvironmentAnswerParts, wholeDocument: WholeDocument): RequestHandler {
  return async (request, response) => {
    const file = flatFileNames(segmentOf(request, 'file') ?? '');
    const { name = '', profiles = '' } = file ?? {};
    const names = { name, profiles, label: segmentOf(request, 'label') ?? null };
    const form = formOf(file?.extension, placeholdersOf(request), wholeDocument);
    await answerEnvironment(parts, { request, response }, { names, form });
  };
}

function formOf(
  extension: string | undefined,
  placeholders: Placeholders,
  wholeDocument: WholeDocument,
): AnswerForm {
  if (extension === 'properties') return propertiesForm(placeholders);
  if (extension === 'json') return nestedJsonForm(placeholders);
  return yamlForm(placeholders, wholeDocument);
}

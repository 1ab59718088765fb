import type { Placeholders, WholeDocument } from '@vernal/protocol/config';
import { HttpProblem, methodNotAllowed } from '@vernal/server-kit';
import { type Request, type RequestHandler, Router } from 'express';
import {
  type AnswerForm,
  nestedJsonForm,
  propertiesForm,
  yamlForm,
} from '../environments/answer-form.ts';
import { allowGet } from './allow-get.ts';
import { answerEnvironment, type EnvironmentAnswerParts, segmentOf } from './environment-answer.ts';

/** The name is greedy: a profile holds no hyphen here (config-protocol 1.2.3). */
const FILE = /^(?<name>.+)-(?<profiles>[^-]+)\.(?<extension>ya?ml|properties|json)$/;

const YES = /^(?:true|on|yes|1|)$/i;
const NO = /^(?:false|off|no|0)$/i;

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
  next(FILE.test(segmentOf(request, 'file') ?? '') ? undefined : 'route');
};

function answerFile(parts: EnvironmentAnswerParts, wholeDocument: WholeDocument): RequestHandler {
  return async (request, response) => {
    const {
      name = '',
      profiles = '',
      extension,
    } = FILE.exec(segmentOf(request, 'file') ?? '')?.groups ?? {};
    const names = { name, profiles, label: segmentOf(request, 'label') ?? null };
    const form = formOf(extension, placeholdersOf(request), wholeDocument);
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

/** `resolvePlaceholders`, true unless said otherwise; words as Spring reads them. */
function placeholdersOf({ query }: Request): Placeholders {
  const { resolvePlaceholders: wish = '' } = query;
  if (typeof wish === 'string' && YES.test(wish)) return 'resolved';
  if (typeof wish === 'string' && NO.test(wish)) return 'as written';
  throw new HttpProblem(400, 'resolvePlaceholders must be true or false');
}

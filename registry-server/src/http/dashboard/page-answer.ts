import type { RequestHandler, Response } from 'express';
import type { VNode } from 'preact';
import { renderDocument } from './document.tsx';

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Nothing but files of this server runs or is shown, and no other page frames this one. */
export const guardPage: RequestHandler = (_request, response, next) => {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  next();
};

export function answerPage(response: Response, page: VNode, status = 200): void {
  response.status(status).type('html').send(renderDocument(page));
}

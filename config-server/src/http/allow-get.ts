import type { RequestHandler } from 'express';

/** What Spring says of every resource that is only read (config-protocol 1.1). */
export const allowGet: RequestHandler = (_request, response) => {
  response.setHeader('allow', 'GET,HEAD,OPTIONS');
  response.status(200).end();
};

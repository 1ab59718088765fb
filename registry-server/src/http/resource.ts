import { methodNotAllowed } from '@vernal/server-kit';
import type { RequestHandler, Router } from 'express';
import { answerEmpty } from './answers.ts';

/** Handlers of a resource by method. */
export interface ResourceMethods {
  readonly get?: RequestHandler;
  readonly post?: RequestHandler | RequestHandler[];
  readonly put?: RequestHandler;
  readonly delete?: RequestHandler;
}

/** Adds a resource: HEAD goes with GET, OPTIONS lists the methods, every other method is 405 (1.2). */
export function addResource(router: Router, path: string, methods: ResourceMethods): void {
  const route = router.route(path);
  const allowed: string[] = [];
  for (const method of ['get', 'post', 'put', 'delete'] as const) {
    const handlers = methods[method];
    if (handlers === undefined) continue;
    route[method](handlers);
    allowed.push(method.toUpperCase());
  }
  allowed.push('OPTIONS');
  route.options((_request, response) => {
    response.setHeader('allow', allowed.join(', '));
    answerEmpty(response, 200);
  });
  route.all(methodNotAllowed(...allowed));
}

import type { Request, RequestHandler } from 'express';
import type { ObserveRequest } from './request-metrics.ts';

/** Times what the general router answers, labelled by the template of the route that answered. */
export function observeRoutes(observe: ObserveRequest): RequestHandler {
  return (request, response, next) => {
    const startedMs = performance.now();
    response.once('finish', () => {
      const seconds = (performance.now() - startedMs) / 1_000;
      const status = response.statusCode;
      observe({ method: request.method, route: routeOf(request, status), status, seconds });
    });
    next();
  };
}

function routeOf(request: Request, status: number): string {
  const route: unknown = request.route;
  if (
    typeof route === 'object' &&
    route !== null &&
    'path' in route &&
    typeof route.path === 'string'
  ) {
    return `${request.baseUrl}${route.path}`;
  }
  return status === 404 ? 'NOT_FOUND' : 'UNKNOWN';
}

import { type RequestHandler, Router } from 'express';
import type { Registry as MetricRegistry } from 'prom-client';
import { methodNotAllowed } from '../http/method-not-allowed.ts';
import { sendActuator } from './actuator-answer.ts';
import { type HealthRoutesParts, healthComponentRoute, healthRoute } from './health-routes.ts';

/** What the actuator answers from. */
export interface ActuatorParts extends HealthRoutesParts {
  readonly info: Readonly<Record<string, unknown>>;
  /** Joined in this order by `/actuator/prometheus`. */
  readonly metrics: readonly MetricRegistry[];
}

const OPEN = /^\/actuator\/(?:info|health(?:\/(?:liveness|readiness))?)\/?$/;

/** Whether a path of the actuator is answered without credentials: health (without details) and info. */
export function isOpenActuatorPath(path: string): boolean {
  return OPEN.test(path);
}

/** `/actuator` and what lies below it (console-and-observability 2.1). */
export function actuatorRoutes(parts: ActuatorParts): Router {
  const router = Router();
  const serve = (path: string, handler: RequestHandler) =>
    router.route(path).get(handler).all(methodNotAllowed('GET'));

  serve('/actuator', linksRoute);
  serve('/actuator/health', healthRoute(parts));
  serve('/actuator/health/:component', healthComponentRoute(parts));
  serve('/actuator/info', (_request, response) => {
    sendActuator(response, parts.info);
  });
  serve('/actuator/prometheus', prometheusRoute(parts.metrics));
  return router;
}

const linksRoute: RequestHandler = (request, response) => {
  const self = `${request.protocol}://${request.get('host') ?? 'localhost'}/actuator`;
  const link = (path: string, templated = path.includes('{')) => ({
    href: `${self}${path}`,
    templated,
  });
  sendActuator(response, {
    _links: {
      self: link(''),
      health: link('/health'),
      'health-path': link('/health/{*path}'),
      info: link('/info'),
      prometheus: link('/prometheus'),
    },
  });
};

function prometheusRoute(metrics: readonly MetricRegistry[]): RequestHandler {
  return async (_request, response) => {
    const texts = await Promise.all(metrics.map((registry) => registry.metrics()));
    response.type('text/plain; version=0.0.4; charset=utf-8').send(texts.join('\n'));
  };
}

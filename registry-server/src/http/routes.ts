import { Router } from 'express';
import { addApplicationsRoutes } from './applications-routes.ts';
import { EUREKA_PREFIXES } from './eureka-path.ts';
import { addInstanceRoutes } from './instance-routes.ts';
import type { RoutesParts } from './routes-parts.ts';
import { addVipRoutes } from './vip-routes.ts';

/** Eureka's REST interface below both prefixes (eureka-protocol 1.1, 1.2). */
export function createRoutes(parts: RoutesParts): Router {
  const eureka = Router({ caseSensitive: true });
  addApplicationsRoutes(eureka, parts);
  addInstanceRoutes(eureka, parts);
  addVipRoutes(eureka, parts);
  const routes = Router({ caseSensitive: true });
  for (const prefix of EUREKA_PREFIXES) routes.use(prefix, eureka);
  return routes;
}

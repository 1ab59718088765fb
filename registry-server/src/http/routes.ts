import { HttpProblem } from '@vernal/server-kit';
import { type RequestHandler, Router } from 'express';
import { addApplicationsRoutes } from './applications-routes.ts';
import { EUREKA_PREFIXES } from './eureka-path.ts';
import { addInstanceRoutes } from './instance-routes.ts';
import { preservationRoute } from './preservation-route.ts';
import { registryStateRoute } from './registry-state-route.ts';
import { addReplicationRoutes } from './replication-routes.ts';
import { addResource } from './resource.ts';
import type { RoutesParts } from './routes-parts.ts';
import { addStatusRoute } from './status-route.ts';
import { addVipRoutes } from './vip-routes.ts';

/** Eureka's REST interface below both prefixes (eureka-protocol 1.1, 1.2). */
export function createRoutes(parts: RoutesParts): Router {
  const eureka = Router({ caseSensitive: true });
  addApplicationsRoutes(eureka, parts);
  addInstanceRoutes(eureka, parts);
  addVipRoutes(eureka, parts);
  addReplicationRoutes(eureka, parts);
  addStatusRoute(eureka, parts);
  addResource(eureka, '/asg/:name/status', { put: refuseAutoScalingGroup });
  const routes = Router({ caseSensitive: true });
  for (const prefix of EUREKA_PREFIXES) routes.use(prefix, eureka);
  routes.use(registryStateRoute(parts));
  routes.use(preservationRoute(parts.readPreservation));
  return routes;
}

/** Auto scaling groups exist on Amazon's registry only (R15). */
const refuseAutoScalingGroup: RequestHandler = () => {
  throw new HttpProblem(400, 'this is not a registry on Amazon');
};

import { hasRole, methodNotAllowed, principalOf } from '@vernal/server-kit';
import { type Request, type RequestHandler, Router } from 'express';
import { viewDashboard } from '../../dashboard/dashboard-view.ts';
import { parametersOf } from '../url-parameters.ts';
import { createAssets } from './assets.ts';
import type { DashboardParts } from './dashboard-parts.ts';
import { readDashboardQuery } from './dashboard-query.ts';
import { HomePage } from './home-page.tsx';
import { LastLeasesPage } from './last-leases-page.tsx';
import { answerPage, guardPage } from './page-answer.ts';
import { addServiceRoutes } from './service-routes.ts';

/** The dashboard below its path: `/`, `/lastn`, `/service`, `/assets` (eureka-protocol 1.11). */
export function createDashboardRoutes(parts: DashboardParts): Router {
  const pages = Router();
  pages.route('/').get(guardPage, homeRoute(parts)).all(methodNotAllowed('GET'));
  pages.route('/lastn').get(guardPage, lastLeasesRoute(parts)).all(methodNotAllowed('GET'));
  pages.use('/service', guardPage);
  addServiceRoutes(pages, parts);
  pages.use('/assets', createAssets());
  const router = Router();
  router.use(parts.paths.mount, pages);
  return router;
}

function homeRoute(parts: DashboardParts): RequestHandler {
  return (request, response) => {
    const view = viewDashboard(parts, readDashboardQuery(parametersOf(request)), parts.clock.now());
    const page = HomePage({ view, paths: parts.paths, mayOperate: mayOperate(request) });
    answerPage(response, page);
  };
}

function lastLeasesRoute({ lastLeases, paths }: DashboardParts): RequestHandler {
  return (_request, response) => {
    answerPage(response, LastLeasesPage({ lastLeases, paths }));
  };
}

/** Whether to show commands; what really lets a command through is the access rule. */
function mayOperate(request: Request): boolean {
  const caller = principalOf(request);
  return caller !== undefined && hasRole(caller, 'operator');
}

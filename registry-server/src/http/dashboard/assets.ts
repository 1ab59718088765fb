import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { HttpProblem, methodNotAllowed } from '@vernal/server-kit';
import { type RequestHandler, Router } from 'express';

const PACKAGE = dirname(
  createRequire(import.meta.url).resolve('@vernal/registry-server/package.json'),
);

/** Compiled from `browser/` by the build. */
const SCRIPTS = join(PACKAGE, 'dist', 'browser');
const STYLES = join(PACKAGE, 'browser');

/** The files that pages load: `dashboard.css`, `vernal.svg`, and the modules of the live script. */
export function createAssets(): Router {
  const router = Router();
  router.route('/:name').get(serveFile).all(methodNotAllowed('GET'));
  return router;
}

const serveFile: RequestHandler = (request, response, next) => {
  const name = String(request.params['name']);
  const folder = folderOf(name);
  if (folder === undefined) throw new HttpProblem(404, 'no such file');
  response.setHeader('cache-control', 'no-cache');
  response.sendFile(name, { root: folder }, (error) => {
    if (error !== undefined) next(error);
  });
};

function folderOf(name: string): string | undefined {
  if (/^[a-z-]+\.js$/.test(name)) return SCRIPTS;
  return /^[a-z-]+\.(?:css|svg)$/.test(name) ? STYLES : undefined;
}

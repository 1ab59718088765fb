import { defineOptions, text } from '@vernal/core/options';
import {
  bodyText,
  type DaemonDefinition,
  type DaemonHost,
  type DaemonParts,
  HttpProblem,
  methodNotAllowed,
  textBody,
} from '@vernal/server-kit';
import { Router } from 'express';

const options = defineOptions({
  greeting: text('sample.greeting', { default: 'hello', description: 'Greeting' }),
});

/** A small daemon for tests; `more` replaces or adds parts. */
export function createSampleDaemon(
  more: (host: DaemonHost) => Partial<DaemonParts> = () => ({}),
): DaemonDefinition<{ readonly greeting: string }> {
  return {
    name: 'vernal-sample',
    version: '1.2.3',
    summary: 'greets',
    dataFolder: 'sample',
    defaultPort: 0,
    options,
    create: ({ greeting }, host) => ({
      lifecycles: [],
      routes: sampleRoutes(greeting, host),
      health: [],
      emptyErrorsBelow: ['/eureka'],
      hotPath(request, response) {
        if (request.url !== '/hot') return false;
        response.end('hot');
        return true;
      },
      ...more(host),
    }),
  };
}

function sampleRoutes(greeting: string, host: DaemonHost): Router {
  const routes = Router();
  routes
    .route('/greeting')
    .get((_request, response) => {
      response.send(greeting);
    })
    .all(methodNotAllowed('GET'));
  for (const path of ['/echo', '/eureka/echo']) {
    routes.post(path, textBody({ limitBytes: host.maxBodyBytes }), (request, response) => {
      response.send(bodyText(request));
    });
  }
  routes.get('/items/:id', (request, response) => {
    response.send(request.params.id);
  });
  for (const path of ['/broken', '/eureka/broken']) {
    routes.get(path, () => {
      throw new Error('the database password is hunter2');
    });
  }
  routes.get('/teapot', () => {
    throw new HttpProblem(418, 'short and stout', { 'x-tea': 'green' });
  });
  return routes;
}

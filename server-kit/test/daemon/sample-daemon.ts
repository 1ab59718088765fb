import { defineOptions, text } from '@vernal/core/options';
import { bodyText, type DaemonDefinition, methodNotAllowed, textBody } from '@vernal/server-kit';
import { Router } from 'express';

const options = defineOptions({
  greeting: text('sample.greeting', { default: 'hello', description: 'Greeting' }),
});

/** A small daemon for tests. */
export const sampleDaemon: DaemonDefinition<{ readonly greeting: string }> = {
  name: 'vernal-sample',
  version: '1.2.3',
  summary: 'greets',
  dataFolder: 'sample',
  defaultPort: 0,
  options,
  create({ greeting }, host) {
    const routes = Router();
    routes
      .route('/greeting')
      .get((_request, response) => {
        response.send(greeting);
      })
      .all(methodNotAllowed('GET'));
    routes.post('/echo', textBody({ limitBytes: host.maxBodyBytes }), (incoming, response) => {
      response.send(bodyText(incoming));
    });
    return { lifecycles: [], routes, health: [] };
  },
};

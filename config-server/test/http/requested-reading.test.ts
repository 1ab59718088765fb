import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConfigKey } from '@vernal/protocol/bus';
import express from 'express';
import fc from 'fast-check';
import { environmentRoutes } from '../../src/http/environment-routes.ts';
import { flatRoutes } from '../../src/http/flat-routes.ts';
import { requestedReading } from '../../src/http/requested-reading.ts';
import { resourceRoutes } from '../../src/http/resource-routes.ts';

/** What a request was answered with. */
interface Served {
  readonly key: ConfigKey;
  readonly file?: string;
}

/** Spellings of what may stand in a path, in all their encodings. */
const SEGMENT = fc
  .array(
    fc.constantFrom(
      ...[
        'orders',
        'billing',
        'dev',
        'main',
        'a-b.yml',
        'orders-dev.yml',
        'x-é.json',
        'nginx.conf',
      ],
      ...[
        '(_)',
        ';x=1',
        ';',
        '%2f',
        '%2F',
        '%3B',
        '%2e',
        '.',
        '..',
        ',',
        '%2C',
        '-',
        '%00',
        '%',
        '%zz',
      ],
      ...[
        'ORDERS',
        'actuator',
        '%61',
        'dev.properties',
        '.yml',
        ' ',
        '%20',
        '%5C',
        '\u00e9',
        '%C3%A9',
      ],
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.join(''));
const URLS = fc
  .tuple(
    fc.array(SEGMENT, { minLength: 1, maxLength: 6 }),
    fc.constantFrom(
      '',
      '/',
      '?',
      '?useDefaultLabel',
      '?use%44efaultLabel=x',
      '?a=/b/c',
      '?x&useDefaultLabel',
    ),
  )
  .map(([segments, end]) => encodeURI(`/${segments.join('/')}`).replaceAll('%25', '%') + end);

describe('what a rule of access takes a path for', () => {
  let server: Server;
  let served: Served | undefined;

  before((done) => {
    const environments = {
      answer: ({ key }: { key: ConfigKey }) => note({ key }),
      inForce: ({ key }: { key: ConfigKey }) => note({ key }),
    };
    const resources = { find: (key: ConfigKey, file: string) => note({ key, file }) };
    const note = (what: Served) => {
      served = what;
      return Promise.resolve({ ok: false, problem: { kind: 'unknown-label', label: '' } });
    };
    const parts = { environments, hot: {}, profileGrammar: 'any', noteRead: () => undefined };
    const app = express();
    app.set('query parser', 'simple');
    app.use(
      resourceRoutes({ ...parts, resources, maxBytes: 1 } as never),
      environmentRoutes(parts as never),
      flatRoutes(parts as never, 'kept'),
      ((_error, _request, response, _next) =>
        response.status(500).end()) as express.ErrorRequestHandler,
    );
    server = createServer(app).listen(0, '127.0.0.1', done);
  });
  after((done) => {
    server.close(done);
  });

  async function serve(path: string): Promise<Served | undefined> {
    served = undefined;
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve, reject) => {
      const sent = request({ port, host: '127.0.0.1', path }, (response: IncomingMessage) => {
        response.resume().on('end', resolve);
      });
      sent.on('error', reject).end();
    });
    return served;
  }

  it('is what the routes serve, in every spelling', async () => {
    const counts = { served: 0 };
    await fc.assert(
      fc.asyncProperty(URLS, async (url) => {
        const what = await serve(url.replace(/\/{2,}/g, '/'));
        if (what === undefined) return;
        counts.served += 1;
        assert.deepEqual(requestedReading(url.replace(/\/{2,}/g, '/')), what);
      }),
      { numRuns: 2_000 },
    );
    assert.ok(counts.served > 200, `only ${counts.served} were served`);
  });

  it('is nothing where a segment is one that browsers resolve', async () => {
    assert.equal(await serve('/./x-%C3%A9.json'), undefined);
    assert.equal(await serve('/%2e%2e/x-dev.yml'), undefined);
  });

  it('is nothing below the actuator, whose paths other rules are for, whatever labels there are', async () => {
    for (const file of ['x-dev.yml', 'x-%C3%A9.json', 'x-dev.properties']) {
      for (const label of ['actuator', 'ACTUATOR', 'actuator;x', '%61ctuator']) {
        assert.equal(await serve(`/${label}/${file}`), undefined, label);
      }
    }
  });

  for (const [url, application, label] of [
    ['/billing/a-é.yml', 'billing', null],
    ['/main/orders-dev.yml', 'orders', 'main'],
    ['/orders;x=1/dev;y', 'orders', null],
    ['/orders%3Bx/dev/main/f', 'orders;x', 'main'],
    ['/orders(_)x/dev/feature(_)y', 'orders/x', 'feature/y'],
  ] as const) {
    it(`takes ${url} for ${application}`, async () => {
      const url2 = encodeURI(url).replaceAll('%25', '%');
      const key = requestedReading(url2)?.key;
      assert.deepEqual([key?.application, key?.label], [application, label]);
      assert.deepEqual((await serve(url2))?.key, key);
    });
  }
});

import assert from 'node:assert/strict';
import { freePorts, ManualTime, RecordingLogger } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import { startDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { registryDaemon } from '../../../src/index.ts';
import { useTemporaryFolder } from '../../temporary-folder.ts';
import { registrationOf } from '../running-registry.ts';

type Settings = Readonly<Record<string, string | number>>;

interface Listed {
  readonly versions__delta: string;
  readonly apps__hashcode: string;
  readonly application: readonly {
    readonly name: string;
    readonly instance: readonly { readonly instanceId: string; readonly actionType: string }[];
  }[];
}

/** Registries of two regions on one clock; each is started when a test says so. */
function useRegions() {
  const folder = useTemporaryFolder();
  let running: RunningDaemon[] = [];
  let time = new ManualTime();
  let logger = new RecordingLogger();

  async function start(settings: Settings = {}) {
    const name = `r${running.length}`;
    const daemon = await startDaemon(
      registryDaemon,
      { 'server.port': 0, ...settings, 'vernal.data-dir': `${folder.path}/${name}` },
      { clock: time, timers: time, logger },
    );
    running.push(daemon);
    return daemon;
  }

  beforeEach(() => {
    running = [];
    time = new ManualTime();
    logger = new RecordingLogger();
  });
  afterEach(async () => {
    for (const daemon of running) await daemon.stop();
    assert.equal(time.pending, 0);
  });

  return {
    start,
    /** The region `east` as another region, and one here that knows it. */
    async startPair(settings: Settings = {}) {
      const east = await start();
      const here = await start({ ...known('east', east), ...settings });
      const metrics = () => request(here.listener).get('/actuator/prometheus');
      // Else it would swallow the next one.
      await until('a fetch', async () => /age_seconds\{region="east"/.test((await metrics()).text));
      return { east, here };
    },
    advance: (ms: number) => time.advance(ms),
    untilWarned: () => logger.untilLines((lines) => lines.some(({ level }) => level === 'warn')),
  };
}

function known(name: string, { url }: { readonly url: string }): Settings {
  return { [`eureka.server.remote-region-urls-with-name.${name}`]: `${url}/eureka/` };
}

async function register({ listener }: RunningDaemon, app: string, instanceId: string) {
  await request(listener)
    .post(`/eureka/apps/${app}`)
    .send(registrationOf({ app, instanceId }))
    .expect(204);
}

async function list({ listener }: RunningDaemon, path: string): Promise<Listed> {
  const answer = await request(listener)
    .get(`/eureka/${path}`)
    .set('accept', 'application/json')
    .expect(200);
  return answer.body.applications as Listed;
}

function idsOf({ application }: Listed): readonly string[] {
  return application.flatMap(({ name, instance }) =>
    instance.map(({ instanceId }) => `${name}/${instanceId}`),
  );
}

/** Waits for what goes over real sockets, however the clock stands. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 2_000; attempt++) {
    if (await holds()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.fail(`never so: ${what}`);
}

const sees = (daemon: RunningDaemon, path: string, ...ids: readonly string[]) =>
  until(`${path} lists ${ids.join(' ')}`, async () => {
    const { statusCode, body } = await request(daemon.listener)
      .get(`/eureka/${path}`)
      .set('accept', 'application/json');
    if (statusCode !== 200) return false;
    return idsOf(body.applications as Listed).join(' ') === ids.join(' ');
  });

describe('a registry that knows another region', () => {
  const regions = useRegions();

  it('lists its instances too, in plain fetches and to those who ask for it by name', async () => {
    const { east, here } = await regions.startPair();
    await register(east, 'ORDERS', 'e1');
    await register(east, 'STOCK', 'e2');
    await register(here, 'ORDERS', 'h1');
    await regions.advance(30_000);
    const all = ['ORDERS/h1', 'ORDERS/e1', 'STOCK/e2'];
    await sees(here, 'apps/', ...all);
    await sees(here, 'apps?regions=EAST', ...all);
    assert.equal((await list(here, 'apps')).apps__hashcode, 'UP_3_');
    assert.deepEqual(idsOf(await list(east, 'apps')), ['ORDERS/e1', 'STOCK/e2']);
  });

  it('ignores the name of a region that it does not know, whatever stands beside it', async () => {
    const { east, here } = await regions.startPair();
    await register(east, 'STOCK', 'e1');
    await register(here, 'ORDERS', 'h1');
    await regions.advance(30_000);
    await sees(here, 'apps?regions=moon', 'ORDERS/h1');
    await sees(here, 'apps?regions=moon,east,east', 'ORDERS/h1', 'STOCK/e1');
  });

  it('follows what happens there by deltas, and shows it in its own', async () => {
    const { east, here } = await regions.startPair();
    await register(east, 'STOCK', 'e1');
    await regions.advance(30_000);
    await sees(here, 'apps', 'STOCK/e1');
    await register(east, 'STOCK', 'e2');
    await request(east.listener).delete('/eureka/apps/STOCK/e1').expect(200);
    await regions.advance(30_000);
    await sees(here, 'apps', 'STOCK/e2');
    const delta = await list(here, 'apps/delta?regions=east');
    const changes = delta.application.flatMap(({ instance }) =>
      instance.map(({ instanceId, actionType }) => `${instanceId} ${actionType}`),
    );
    assert.deepEqual(changes.toSorted(), ['e1 DELETED', 'e2 ADDED']);
    assert.equal(delta.apps__hashcode, 'UP_1_');
  });

  it('counts deltas with and without regions apart', async () => {
    const { here } = await regions.startPair();
    await sees(here, 'apps?regions=east');
    const versionOf = async (path: string) => (await list(here, path)).versions__delta;
    assert.equal(await versionOf('apps/delta?regions=east'), '1');
    assert.equal(await versionOf('apps/delta?regions=east'), '2');
    assert.equal(await versionOf('apps/delta'), '1');
    assert.equal(await versionOf('apps?regions=east'), '1');
  });

  it('answers for an application that runs there only, and for its own alone when it has one', async () => {
    const { east, here } = await regions.startPair();
    await register(east, 'ORDERS', 'e1');
    await register(east, 'STOCK', 'e2');
    await register(here, 'ORDERS', 'h1');
    await regions.advance(30_000);
    await sees(here, 'apps', 'ORDERS/h1', 'ORDERS/e1', 'STOCK/e2');
    const find = async (app: string) => {
      const { body } = await request(here.listener)
        .get(`/eureka/apps/${app}`)
        .set('accept', 'application/json')
        .expect(200);
      return (body.application.instance as { instanceId: string }[]).map((one) => one.instanceId);
    };
    assert.deepEqual(await find('stock'), ['e2']);
    assert.deepEqual(await find('ORDERS'), ['h1']);
    await request(here.listener).get('/eureka/apps/NONE').expect(404, '');
  });

  it('serves every format, compressed too', async () => {
    const { east, here } = await regions.startPair();
    await register(east, 'STOCK', 'e1');
    await regions.advance(30_000);
    await sees(here, 'apps', 'STOCK/e1');
    const xml = await request(here.listener).get('/eureka/apps').expect(200);
    assert.equal(xml.type, 'application/xml');
    assert.match(xml.text, /<instanceId>e1<\/instanceId>/);
    assert.equal(xml.headers['content-encoding'], 'gzip');
    const compact = await request(here.listener)
      .get('/eureka/apps')
      .set({ accept: 'application/json', 'x-eureka-accept': 'compact' })
      .expect(200);
    assert.equal(compact.body.applications.application[0].instance[0].metadata, undefined);
  });
});

describe('a registry that knows no other region', () => {
  const regions = useRegions();

  it('lists its own instances to those who name one [eureka 9]', async () => {
    const here = await regions.start();
    await register(here, 'ORDERS', 'h1');
    for (const path of ['apps?regions=us-east-1', 'apps/?regions=a,b', 'apps/delta?regions=a']) {
      assert.deepEqual(idsOf(await list(here, path)), ['ORDERS/h1']);
    }
  });
});

describe('a region that is away', () => {
  const regions = useRegions();

  it('keeps fetches that name a region at 403 until it was fetched once, and no others', async () => {
    const here = await regions.start(known('east', { url: 'http://127.0.0.1:9' }));
    await register(here, 'ORDERS', 'h1');
    for (const path of ['apps?regions=east', 'apps/delta?regions=moon']) {
      await request(here.listener).get(`/eureka/${path}`).expect(403, '');
    }
    assert.deepEqual(idsOf(await list(here, 'apps')), ['ORDERS/h1']);
    await request(here.listener).get('/eureka/apps/ORDERS?regions=east').expect(200);
    await regions.untilWarned();
  });

  it('keeps what it had', async () => {
    const { east, here } = await regions.startPair();
    await register(east, 'STOCK', 'e1');
    await regions.advance(30_000);
    await sees(here, 'apps', 'STOCK/e1');
    await east.stop();
    await regions.advance(30_000);
    await regions.untilWarned();
    assert.deepEqual(idsOf(await list(here, 'apps')), ['STOCK/e1']);
  });
});

describe('the options of remote regions', () => {
  const regions = useRegions();

  it('disable-transparent-fallback-to-other-region lists regions only where they are asked for', async () => {
    const { east, here } = await regions.startPair({
      'eureka.server.disable-transparent-fallback-to-other-region': 'true',
    });
    await register(east, 'STOCK', 'e1');
    await regions.advance(30_000);
    await sees(here, 'apps?regions=east', 'STOCK/e1');
    assert.deepEqual(idsOf(await list(here, 'apps')), []);
    await request(here.listener).get('/eureka/apps/STOCK').expect(404, '');
  });

  it('remote-region-app-whitelist lists those applications of a region only', async () => {
    const { east, here } = await regions.startPair({
      'eureka.server.remote-region-app-whitelist.east': 'stock, OTHER',
      'eureka.server.remote-region-app-whitelist.global': 'ORDERS',
    });
    await register(east, 'STOCK', 'e1');
    await register(east, 'ORDERS', 'e2');
    await regions.advance(30_000);
    await sees(here, 'apps', 'STOCK/e1');
    await request(here.listener).get('/eureka/apps/ORDERS').expect(404, '');
  });

  it('remote-region-urls-with-name may be written as Netflix does', async () => {
    const east = await regions.start();
    const here = await regions.start({
      'eureka.server.remote-region-urls-with-name': `East;${east.url}/eureka/v2/`,
      'eureka.server.disable-delta-for-remote-regions': 'true',
      'eureka.server.g-zip-content-from-remote-region': 'false',
      'eureka.server.remote-region-registry-fetch-interval': 5,
    });
    await register(east, 'STOCK', 'e1');
    await regions.advance(5_000);
    await sees(here, 'apps?regions=east', 'STOCK/e1');
    await request(east.listener).delete('/eureka/apps/STOCK/e1').expect(200);
    await regions.advance(5_000);
    await sees(here, 'apps?regions=east');
  });

  it('refuses a region without an address', async () => {
    const setting = { 'eureka.server.remote-region-urls-with-name.east': 'nowhere' };
    await assert.rejects(regions.start(setting), /"east" has no http or https URL/);
  });
});

describe('two regions that know each other', () => {
  const regions = useRegions();

  it("do not hand back each other's instances after these have ended", async () => {
    const [westPort = 0, eastPort = 0] = await freePorts(2);
    const at = (port: number) => ({ url: `http://127.0.0.1:${port}` });
    const west = await regions.start({ ...known('east', at(eastPort)), 'server.port': westPort });
    const east = await regions.start({ ...known('west', at(westPort)), 'server.port': eastPort });
    await register(east, 'STOCK', 'e1');
    await regions.advance(30_000);
    await sees(west, 'apps', 'STOCK/e1');
    await regions.advance(30_000);
    await request(east.listener).delete('/eureka/apps/STOCK/e1').expect(200);
    await regions.advance(30_000);
    await sees(west, 'apps');
    await regions.advance(30_000);
    await sees(east, 'apps');
  });
});

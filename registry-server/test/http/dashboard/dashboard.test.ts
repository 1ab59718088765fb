import assert from 'node:assert/strict';
import { useRegistry } from '../running-registry.ts';

describe('the dashboard', () => {
  const registry = useRegistry();

  it('is a page that shows applications, instances, and why expired ones go or stay [eureka 111]', async () => {
    await registry.register({ statusPageUrl: 'https://n1.lab/info', metadata: { zone: 'z1' } });
    const { text, headers } = await registry.http.get('/').expect(200);
    assert.match(String(headers['content-type']), /^text\/html/);
    for (const shown of ['ORDERS', '>n1<', 'https://n1.lab/info', '10.0.0.1:8080', 'z1', 'UP']) {
      assert.ok(text.includes(shown), shown);
    }
    assert.match(text, /Renews threshold/);
    const lastLeases = await registry.http
      .get('/lastn')
      .expect(200)
      .expect('content-type', /^text\/html/);
    assert.ok(lastLeases.text.includes('ORDERS(n1)'));
  });

  it('tells that nothing is evicted while too few renew [eureka 88]', async () => {
    await registry.register({ leaseInfo: { durationInSecs: 90 } }).expect(204);
    await registry.time.advance(300_001);
    await registry.get('/eureka/apps/ORDERS/n1').expect(200);
    const { text } = await registry.http.get('/').expect(200);
    assert.match(text, /Self-preservation: nothing is evicted/);
    assert.match(text, /0 renewals came in the last minute, and more than 3 are needed/);
  });

  it('shows what instances say of themselves as text, and links to web addresses only', async () => {
    await registry.register({
      statusPageUrl: 'javascript:alert(1)',
      metadata: { note: '<script>alert(2)</script>' },
    });
    const { text } = await registry.http.get('/').expect(200);
    assert.ok(text.includes('&lt;script>alert(2)') || text.includes('&lt;script&gt;alert(2)'));
    assert.ok(!text.includes('<script>alert'));
    assert.ok(!text.includes('javascript:'));
  });

  it('hides secrets in metadata, also from a search', async () => {
    await registry.register({
      metadata: { 'db.password': 'hunter2', repo: 'https://ann:hunter3@git.lab/x' },
    });
    const { text } = await registry.http.get('/').expect(200);
    assert.ok(text.includes('db.password') && text.includes('https://git.lab/x'));
    assert.ok(!text.includes('hunter'));
    assert.match((await registry.http.get('/?q=hunter2')).text, /No instance is registered/);
  });

  it('finds instances by part of id, host, address and metadata, in any case, and by status', async () => {
    await registry.register({ metadata: { team: 'Checkout' } });
    await registry.register({
      instanceId: 'n2',
      hostName: 'other.lab',
      ipAddr: '10.0.0.2',
      status: 'DOWN',
    });
    const found = async (query: string) => {
      const { text } = await registry.http.get(`/?${query}`).expect(200);
      const row = (id: string) => text.includes(`<th scope="row"><span>${id}</span></th>`);
      return ['n1', 'n2'].filter(row);
    };
    assert.deepEqual(await found(''), ['n1', 'n2']);
    assert.deepEqual(await found('q=OTHER.lab'), ['n2']);
    assert.deepEqual(await found('q=10.0.0.1:8080'), ['n1']);
    assert.deepEqual(await found('q=team%3Dcheckout'), ['n1']);
    assert.deepEqual(await found('status=DOWN'), ['n2']);
    assert.deepEqual(await found('app=orders'), ['n1', 'n2']);
    assert.deepEqual(await found('app=billing'), []);
  });

  it('loads nothing but files of its own server and can be framed by nobody', async () => {
    const { text, headers } = await registry.http.get('/');
    assert.match(String(headers['content-security-policy']), /^default-src 'self';/);
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/);
    assert.doesNotMatch(text, /<style|style="|<script>|onclick/);
    await registry.http.get('/assets/dashboard.css').expect(200).expect('content-type', /css/);
    await registry.http.get('/assets/tsconfig.json').expect(404);
    await registry.http.get('/assets/..%2fpackage.json').expect(404);
  });
});

describe('the dashboard at a path of its own', () => {
  const registry = useRegistry({ 'eureka.dashboard.path': '/admin' });

  it('has everything below it [eureka 111]', async () => {
    const { text } = await registry.http.get('/admin').expect(200);
    assert.ok(text.includes('href="/admin/lastn"') && text.includes('/admin/assets/live.js'));
    await registry.http.get('/admin/lastn').expect(200);
    await registry.http.get('/admin/assets/dashboard.css').expect(200);
    await registry.http.get('/').expect(404);
  });
});

describe('the dashboard switched off', () => {
  const registry = useRegistry({ 'eureka.dashboard.enabled': 'false' });

  it('is not there', async () => {
    await registry.http.get('/').expect(404);
    await registry.http.get('/lastn').expect(404);
  });
});

describe('the dashboard of a cluster', () => {
  const registry = useRegistry({
    'eureka.client.service-url.defaultZone': 'http://ann:hunter2@127.0.0.1:9/eureka/',
  });

  it('shows peers without credentials [eureka 111]', async () => {
    const { text } = await registry.http.get('/').expect(200);
    assert.ok(text.includes('127.0.0.1:9'));
    assert.ok(!text.includes('hunter2') && !text.includes('ann:'));
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@vernal/core';
import { registryDaemon } from '@vernal/registry-server';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { accessibilityProblems, launchChromium } from './browser.ts';

/** The dashboard in a real browser, which must be installed. */
describe('the dashboard in Chromium', function () {
  this.timeout(60_000);
  let browser: Browser;
  let registry: RunningDaemon;
  let folder: string;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-dashboard-'));
    registry = await start();
    await register('n1');
    await register('n2', { metadata: { note: '<script>document.title = "broken"</script>' } });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await registry.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function start(settings: Readonly<Record<string, string>> = {}): Promise<RunningDaemon> {
    const own = { 'server.port': 0, 'vernal.data-dir': folder };
    return startDaemon(registryDaemon, { ...own, ...settings }, { logger: silentLogger });
  }

  async function register(instanceId: string, changes: object = {}): Promise<void> {
    const dataCenterInfo = {
      '@class': 'com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo',
      name: 'MyOwn',
    };
    const instance = {
      instanceId,
      app: 'ORDERS',
      hostName: `${instanceId}.lab`,
      ipAddr: '10.0.0.1',
      port: { $: 8080, '@enabled': 'true' },
      status: 'UP',
      statusPageUrl: `http://${instanceId}.lab/info`,
      metadata: { zone: 'a', version: '1.0' },
      dataCenterInfo,
      ...changes,
    };
    const answer = await fetch(`${registry.url}/eureka/apps/ORDERS`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ instance }),
    });
    assert.equal(answer.status, 204);
  }

  async function open(path = '/', options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(registry.url + path);
    return page;
  }

  const row = (page: Page, instanceId: string) =>
    page.locator('#instances tbody tr', { hasText: `${instanceId}.lab` });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that axe objects to, in the ${colorScheme} theme`, async () => {
      await register('n3', { status: 'DOWN' });
      await register('n4', { status: 'STARTING' });
      await register('n5', { status: 'OUT_OF_SERVICE', overriddenstatus: 'OUT_OF_SERVICE' });
      const confirm = '/service?command=out-of-service&app=ORDERS&instance=n1';
      for (const path of ['/', '/?q=nobody', '/lastn', confirm]) {
        const page = await open(path, { colorScheme });
        assert.deepEqual(await accessibilityProblems(page), [], path);
        await page.close();
      }
    });
  }

  it('fits a narrow screen: nothing but tables scrolls sideways', async () => {
    const page = await open('/', { viewport: { width: 360, height: 740 } });
    const [content, screen] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, window.innerWidth]',
    );
    assert.ok(content <= screen, `${content} of ${screen}`);
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  it('shows a new instance and one that leaves by itself', async () => {
    const page = await open();
    await page.getByRole('status').getByText('Live').waitFor();
    await register('n7');
    await row(page, 'n7').waitFor();
    await fetch(`${registry.url}/eureka/apps/ORDERS/n7`, { method: 'DELETE' });
    await row(page, 'n7').waitFor({ state: 'detached' });
    await page.locator('#events').getByRole('rowheader', { name: 'cancelled' }).waitFor();
  });

  it('stands still while it is paused', async () => {
    const page = await open();
    await page.getByRole('status').getByText('Live').waitFor();
    await page.getByRole('button', { name: 'Pause updates' }).click();
    const fetches: string[] = [];
    page.on('request', (request) => fetches.push(request.url()));
    await register('n7');
    await page.waitForTimeout(1_000);
    assert.deepEqual(fetches, []);
    await page.getByRole('button', { name: 'Pause updates' }).click();
    await row(page, 'n7').waitFor();
  });

  it('says so when the registry is gone', async () => {
    const page = await open();
    await page.getByRole('status').getByText('Live').waitFor();
    await registry.stop();
    await page.getByText('Connection lost').waitFor();
  });

  it('can be walked through by keyboard', async () => {
    const page = await open();
    const focused = () =>
      page.evaluate('document.activeElement.textContent.trim() || document.activeElement.id');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'main');
    await page.keyboard.press('/');
    assert.equal(await focused(), 'search');
    await page.keyboard.type('n2/');
    assert.equal(await page.inputValue('#search'), 'n2/');
    await page.keyboard.press('Backspace');
    await Promise.all([page.waitForURL('**/?q=n2&status='), page.keyboard.press('Enter')]);
    await row(page, 'n2').waitFor();
    assert.equal(await row(page, 'n1').count(), 0);
    const link = row(page, 'n2').getByRole('link', { name: 'Take out of service: n2' });
    await link.focus();
    await Promise.all([page.waitForURL('**/service?**'), page.keyboard.press('Enter')]);
  });

  it('keeps focus and opened metadata while it updates', async () => {
    const page = await open();
    await row(page, 'n2').locator('summary').press('Enter');
    await register('n7');
    await row(page, 'n7').waitFor();
    await row(page, 'n2').getByText('<script>').waitFor();
    assert.equal(
      await page.evaluate('document.activeElement.getAttribute("aria-label")'),
      '1 entry of n2',
    );
  });

  it('shows a script in metadata as text and runs nothing that is not its own', async () => {
    const page = await open();
    await row(page, 'n2').locator('summary').click();
    assert.match(await row(page, 'n2').innerText(), /<script>document\.title/);
    assert.equal(await page.title(), 'Eureka: instances');
    const inline =
      "document.body.append(Object.assign(document.createElement('script'), {text: 'document.title = 1'}))";
    await page.evaluate(inline);
    assert.equal(await page.title(), 'Eureka: instances');
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`takes an instance out of service and back, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
      const page = await open('/', { javaScriptEnabled });
      await row(page, 'n1').getByRole('link', { name: 'Take out of service: n1' }).click();
      await page.getByText('1 of 2 instances of ORDERS remain UP').waitFor();
      await page.getByLabel('Reason').fill('disk is full');
      await page.getByRole('button', { name: 'Take out of service' }).click();
      await row(page, 'n1').getByText('OUT_OF_SERVICE').waitFor();
      await page.locator('#events').getByText('disk is full').waitFor();
      await row(page, 'n1').getByRole('link', { name: 'Put back in service: n1' }).click();
      await page.getByRole('button', { name: 'Put back in service' }).click();
      await row(page, 'n1').locator('.status.up').waitFor();
    });
  }

  it('has nothing that axe objects to when it shows peers', async () => {
    await registry.stop();
    registry = await start({
      'eureka.client.service-url.defaultZone': 'http://127.0.0.1:9/eureka/',
    });
    const page = await open();
    await page.locator('#peers').getByRole('rowheader', { name: '127.0.0.1:9' }).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  it('is live for a reader with a password, who finds nothing to operate', async () => {
    await registry.stop();
    registry = await start({
      'vernal.security.users[0].name': 'rita',
      'vernal.security.users[0].password': '{noop}r',
      'vernal.security.users[0].roles': 'reader',
    });
    const page = await open('/', { httpCredentials: { username: 'rita', password: 'r' } });
    await page.getByRole('status').getByText('Live').waitFor();
    await row(page, 'n1').waitFor();
    assert.equal(await page.getByRole('link', { name: /Take out of service/ }).count(), 0);
  });

  it('searches without JavaScript', async () => {
    const page = await open('/', { javaScriptEnabled: false });
    await page.getByLabel('Search').fill('n2.lab');
    await page.getByRole('button', { name: 'Search' }).click();
    await row(page, 'n2').waitFor();
    assert.equal(await row(page, 'n1').count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Pause updates' }).count(), 0);
  });
});

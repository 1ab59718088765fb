import assert from 'node:assert/strict';
import { createGitFixture } from '../git-fixture.ts';
import { createStudyFixture, SERVER, withServer } from './study-fixture.ts';

describe('checklist A: what depends on the files', () => {
  it('takes the file of the profile default first [config 9]', async () => {
    const fixture = await createStudyFixture();
    await fixture.push({ 'billing-default.yml': 'rate: 9\n' });
    await withServer(fixture, {}, async (server) => {
      const files = ['billing-default.yml', 'billing.yml (document #0)', 'application.yml'];
      assert.deepEqual(await server.files('/billing/default'), files);
    });
    await fixture.remove();
  });

  it('takes the files of several names, the last strongest [config 13]', async () => {
    const fixture = await createGitFixture();
    await fixture.push({ 'a.yml': 'a: 1\n', 'b.yml': 'b: 1\n', 'application.yml': 'c: 1\n' });
    await withServer(fixture, {}, async (server) => {
      assert.equal((await server.environment('/a,b/default')).name, 'a,b');
      const files = ['b.yml', 'a.yml', 'application.yml'];
      assert.deepEqual(await server.files('/a,b/default'), files);
    });
    await fixture.remove();
  });

  it('takes each file once, also one of a profile that is imported by itself or by another', async () => {
    const fixture = await createGitFixture();
    await fixture.push({
      'application-dev.yml': 'spring.config.import: application-dev.yml, orders-dev.yml\na: 1\n',
      'orders.yml': 'spring.config.import: orders-eu.yml\nb: 1\n',
      'orders-eu.yml': 'c: 1\n',
      'orders-dev.yml': 'd: 1\n',
    });
    await withServer(fixture, {}, async (server) => {
      const files = ['orders-dev.yml', 'application-dev.yml', 'orders-eu.yml', 'orders.yml'];
      assert.deepEqual(await server.files('/orders/dev,eu'), files);
    });
    await fixture.remove();
  });

  it('is empty without files, or 404 when told so [config 16]', async () => {
    const fixture = await createGitFixture();
    await fixture.push({});
    await withServer(fixture, {}, async (server) => {
      assert.deepEqual((await server.environment('/x/default')).propertySources, []);
    });
    await withServer(fixture, { [`${SERVER}.accept-empty`]: false }, async (server) => {
      await server.get('/x/default').expect(404);
      await server.get('/x-default.yml').expect(404);
    });
    await fixture.remove();
  });
});

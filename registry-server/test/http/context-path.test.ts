import assert from 'node:assert/strict';
import { registrationOf, useRegistry } from './running-registry.ts';

describe('a registry below a context path', () => {
  const registry = useRegistry({ 'server.servlet.context-path': '/registry/' });

  it('answers there as it does without one [eureka 112]', async () => {
    await registry.put('/registry/eureka/apps/ORDERS/n1').expect(404, '');
    await registry.http.post('/registry/eureka/v2/apps/ORDERS').send(registrationOf()).expect(204);
    await registry.put('/registry/eureka/apps/ORDERS/n1').expect(200, '');
    for (const path of ['/registry/eureka/v2/apps', '/registry//eureka/apps/?regions=x']) {
      const { body } = await registry.get(path).expect(200);
      assert.equal(body.applications.apps__hashcode, 'UP_1_');
    }
    await registry.get('/registry/actuator/health').expect(200);
  });

  it('has a dashboard whose links lead to what is there', async () => {
    await registry.http.post('/registry/eureka/apps/ORDERS').send(registrationOf()).expect(204);
    const { text } = await registry.http.get('/registry/').expect(200);
    const links = [...text.matchAll(/(?:href|src|action)="(?:\.\/)?(\/[^"#]*)"/g)].map(
      ([, link = '']) => link.replaceAll('&amp;', '&'),
    );
    assert.ok(links.some((link) => link.includes('/service?command=out-of-service')));
    assert.ok(links.includes('/registry/actuator/vernal/events'));
    for (const link of new Set(links)) {
      if (!link.endsWith('.js')) await registry.http.get(link).expect(200);
      else assert.match(link, /^\/registry\/assets\//);
    }
    const asked = links.find((link) => link.includes('/service?')) ?? '';
    const confirmation = await registry.http.get(asked).expect(200);
    assert.match(confirmation.text, /PUT \/registry\/eureka\/apps\/ORDERS\/n1\/status/);
  });

  it('has nothing beside it', async () => {
    for (const path of ['/eureka/apps', '/registryx/eureka/apps', '/']) {
      await registry.get(path).expect(404);
    }
  });
});

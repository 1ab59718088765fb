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

  it('has nothing beside it', async () => {
    for (const path of ['/eureka/apps', '/registryx/eureka/apps', '/']) {
      await registry.get(path).expect(404);
    }
  });
});

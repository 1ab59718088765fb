import { useRegistry } from './running-registry.ts';

describe('a Spring service that stops', () => {
  const registry = useRegistry();

  /** What it sends before its DELETE, newer than its registration. */
  const sendDown = () =>
    registry.register({ status: 'DOWN', lastDirtyTimestamp: registry.time.now() - 5 });

  it('is gone after its DOWN and its DELETE, in either order [eureka 110]', async () => {
    await registry.register().expect(204);
    await sendDown().expect(204);
    await registry.delete('/eureka/apps/ORDERS/n1').expect(200);
    await registry.get('/eureka/apps/ORDERS/n1').expect(404);

    await registry.register().expect(204);
    await registry.delete('/eureka/apps/ORDERS/n1').expect(200);
    await sendDown().expect(204);
    await registry.get('/eureka/apps/ORDERS/n1').expect(404);
    await registry.put('/eureka/apps/ORDERS/n1').expect(404);
  });

  it('is back as soon as it starts again', async () => {
    await registry.register().expect(204);
    await registry.delete('/eureka/apps/ORDERS/n1').expect(200);
    await registry.register().expect(204);
    await registry.get('/eureka/apps/ORDERS/n1').expect(200);
  });
});

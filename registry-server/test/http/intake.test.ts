import assert from 'node:assert/strict';
import { registrationOf, useRegistry } from './running-registry.ts';

describe('a registry that is full', () => {
  const registry = useRegistry({ 'vernal.registry.max-instances': 2 });

  beforeEach(async () => {
    await registry.register({ instanceId: 'n1' }).expect(204);
    await registry.register({ instanceId: 'n2' }).expect(204);
  });

  it('refuses another instance with an empty 503, so that its client tries the next server', async () => {
    const answer = await registry.register({ instanceId: 'n3' }).expect(503, '');
    assert.equal(answer.headers['content-type'], undefined);
    await registry.put('/eureka/apps/ORDERS/n3').expect(404, '');
  });

  it('takes changes of those it knows, and a new one as soon as there is room', async () => {
    await registry.register({ instanceId: 'n1', status: 'DOWN' }).expect(204);
    await registry.delete('/eureka/apps/ORDERS/n2').expect(200);
    await registry.register({ instanceId: 'n3' }).expect(204);
  });

  it('says so once', async () => {
    for (const instanceId of ['n3', 'n4']) await registry.register({ instanceId }).expect(503);
    const errors = registry.logger.lines.filter(({ level }) => level === 'error');
    assert.deepEqual(
      errors.map(({ fields }) => fields),
      [{ maxInstances: 2, option: 'vernal.registry.max-instances' }],
    );
  });

  it('takes what a peer passes on: it was admitted there', async () => {
    const peer = { 'x-netflix-discovery-replication': 'true' };
    await registry.register({ instanceId: 'n3' }).set(peer).expect(204);
  });
});

describe('an instance that is too large', () => {
  const registry = useRegistry({ 'vernal.registry.max-instance-size': '2KB' });
  const large = (chars: number) => ({ metadata: { note: 'x'.repeat(chars) } });

  it('is refused with an empty 413', async () => {
    await registry.register(large(2_000)).expect(413, '');
    await registry.get('/eureka/apps/ORDERS').expect(404);
    await registry.register(large(500)).expect(204);
  });

  it('is measured in bytes, not characters', async () => {
    const bytes = Buffer.byteLength(JSON.stringify(registrationOf({ metadata: { note: '' } })));
    const fits = 2_048 - bytes;
    await registry.register({ metadata: { note: 'x'.repeat(fits) } }).expect(204);
    await registry.register({ metadata: { note: 'é'.repeat(fits) } }).expect(413);
  });

  it('cannot grow so by metadata that is added bit by bit', async () => {
    await registry.register().expect(204);
    const add = (key: string) =>
      registry.put(`/eureka/apps/ORDERS/n1/metadata?${key}=${'x'.repeat(900)}`);
    await add('a').expect(200);
    await add('b').expect(200);
    await add('c').expect(413, '');
    await add('a').expect(200);
  });
});

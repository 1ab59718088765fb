import assert from 'node:assert/strict';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import { copyOf } from '../../src/discovery/registry-copy.ts';
import { directoryOf, EMPTY_DIRECTORY } from '../../src/discovery/service-directory.ts';
import { applications, instanceInfo } from '../fakes/instances.ts';

const copy = (...infos: InstanceInfo[]) => copyOf(applications(infos));

describe('service directory', () => {
  it('lists instances that are UP and leaves out the others [client-sdk 48]', () => {
    const up = instanceInfo('catalog', 1);
    const down = instanceInfo('catalog', 2, { status: 'DOWN' });
    const directory = directoryOf(copy(up, down), EMPTY_DIRECTORY);
    assert.deepEqual(
      directory.byName.get('catalog')?.map(({ port }) => port),
      [1],
    );
    assert.deepEqual(directory.services, ['catalog']);
  });

  it('finds an instance by application and by each VIP address', () => {
    const info = instanceInfo('catalog', 1, { vipAddress: 'Shop, catalog-eu' });
    const { byName } = directoryOf(copy(info), EMPTY_DIRECTORY);
    assert.deepEqual([...byName.keys()].sort(), ['catalog', 'catalog-eu', 'shop']);
  });

  it('keeps the identity of what did not change, lists included', () => {
    const first = directoryOf(copy(instanceInfo('a', 1), instanceInfo('b', 2)), EMPTY_DIRECTORY);
    const renewed = instanceInfo('a', 1, { lastUpdatedTimestamp: 99 });
    const moved = instanceInfo('b', 2, { hostName: 'elsewhere' });
    const second = directoryOf(copy(renewed, moved), first);
    assert.equal(second.byName.get('a'), first.byName.get('a'));
    assert.notEqual(second.byName.get('b'), first.byName.get('b'));
    assert.throws(() => (second.byName.get('a') as unknown[]).push(1), TypeError);
  });

  it('gives the secure address of an instance that has one [client-sdk 17]', () => {
    const info = instanceInfo('a', 80, { securePort: { number: 8443, enabled: true } });
    const [instance] = directoryOf(copy(info), EMPTY_DIRECTORY).byName.get('a') ?? [];
    assert.equal(instance?.url, 'https://127.0.0.1:8443');
    assert.equal(instance.secure, true);
  });
});

import assert from 'node:assert/strict';
import { busIdFromSettings, composeBusId } from '@vernal/protocol/bus';
import { readGolden } from './golden.ts';

interface Ids {
  readonly cases: readonly {
    readonly name: string;
    readonly settings: Readonly<Record<string, string>>;
    readonly busId: string;
  }[];
}

describe('bus id', () => {
  it('is name, port and instance without a profile [bus 34]', () => {
    const id = composeBusId({ application: 'orders', index: 8081, instance: 'i' });
    assert.equal(id, 'orders:8081:i');
  });

  it('has the profiles in second place [bus 34]', () => {
    const parts = { application: 'orders', profiles: 'dev,cloud', index: '8081', instance: 'i' };
    assert.equal(composeBusId(parts), 'orders:dev,cloud:8081:i');
  });

  it('falls back to application and 8080, and blank profiles are none [bus 34]', () => {
    assert.equal(composeBusId({ profiles: ' ', instance: 'i' }), 'application:8080:i');
  });

  for (const { name, settings, busId } of readGolden<Ids>('ids.json').cases) {
    it(`is composed as recorded: ${name} [bus 34]`, () => {
      const random = busId.split(':').at(-1) ?? '';
      assert.equal(busIdFromSettings(settings, random), busId);
    });
  }

  it('takes no placeholder text into the id of a nameless application', () => {
    const settings = { 'spring.application.name': '', 'server.port': '8080' };
    assert.equal(busIdFromSettings(settings, 'random'), ':8080:random');
  });
});

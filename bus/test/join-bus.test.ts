import assert from 'node:assert/strict';
import { Secret, silentLogger, systemRandom } from '@vernal/core';
import { bindOptions, type OptionsOf, settingsLayer } from '@vernal/core/options';
import { ManualTime } from '@vernal/core/testing';
import { busOptions, joinBus } from '../src/index.ts';

function optionsFrom(settings: Record<string, string>): OptionsOf<typeof busOptions> {
  const bound = bindOptions<OptionsOf<typeof busOptions>>(busOptions, [settingsLayer(settings)]);
  assert.ok(bound.ok);
  return bound.value;
}

describe('joinBus', () => {
  const time = new ManualTime();
  const ground = { clock: time, timers: time, random: systemRandom, logger: silentLogger };
  const self = { application: 'vernal-config', index: 8888 };

  it('joins none when no broker is configured', () => {
    assert.equal(joinBus(optionsFrom({}), self, ground), undefined);
  });

  it('makes a bus id of name, port and 32 hexadecimal digits [bus 34]', () => {
    const bus = joinBus(optionsFrom({ 'vernal.bus.url': 'mqtt://127.0.0.1:1' }), self, ground);
    assert.match(bus?.busId ?? '', /^vernal-config:8888:[0-9a-f]{32}$/);
  });

  it('takes the bus id that is configured', () => {
    const options = optionsFrom({
      'vernal.bus.url': 'mqtt://127.0.0.1:1',
      'spring.cloud.bus.id': 'config:eu:1',
    });
    assert.equal(joinBus(options, self, ground)?.busId, 'config:eu:1');
  });

  it('refuses a destination that is no topic, naming the option', () => {
    const options = optionsFrom({
      'vernal.bus.url': 'mqtt://127.0.0.1:1',
      'spring.cloud.bus.destination': 'a/#',
    });
    assert.throws(() => joinBus(options, self, ground), /spring\.cloud\.bus\.destination/);
  });

  it('keeps the password of the broker out of sight', () => {
    const options = optionsFrom({ 'vernal.bus.password': 'swordfish' });
    assert.ok(options.busPassword instanceof Secret);
    assert.ok(!JSON.stringify(options).includes('swordfish'));
  });
});

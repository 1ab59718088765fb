import assert from 'node:assert/strict';
import { busTopics } from '@vernal/protocol/bus';
import fc from 'fast-check';

describe('topics of a bus', () => {
  const topics = busTopics();

  it('carry Spring events on springCloudBus itself', () => {
    assert.equal(topics.events, 'springCloudBus');
    assert.equal(busTopics('custom').events, 'custom');
  });

  it('keep one state per config key, whatever its label', () => {
    const key = { application: 'orders', profiles: 'dev,cloud', label: null };
    assert.equal(topics.state(key), 'springCloudBus/state/orders/dev,cloud/_');
    const labels = ['_', 'main', 'feature/a', 'v1.0'].map((label) =>
      topics.state({ ...key, label }),
    );
    assert.deepEqual(
      labels.map((topic) => topic.split('/').slice(4).join('/')),
      ['%5F', 'main', 'feature%2Fa', 'v1%2E0'],
    );
  });

  it('keep one acknowledgement per instance, found by one filter', () => {
    const topic = topics.acknowledgement({ application: 'orders', busId: 'orders:8080:abc' });
    assert.equal(topic, 'springCloudBus/acks/orders/orders:8080:abc');
    assert.equal(topics.acknowledgements, 'springCloudBus/acks/+/+');
  });

  it('tell whose acknowledgement they are, whatever the names', () => {
    const name = fc.string({ minLength: 1, unit: 'binary' });
    fc.assert(
      fc.property(name, name, (application, busId) => {
        const by = { application, busId };
        assert.deepEqual(topics.acknowledgerOf(topics.acknowledgement(by)), by);
      }),
    );
    for (const topic of ['springCloudBus/acks/orders', 'other/acks/orders/x', '']) {
      assert.equal(topics.acknowledgerOf(topic), undefined);
    }
  });

  it('are different for different keys, and hold no wildcard, dot or further level', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme-ascii' });
    const key = fc.record({
      application: name,
      profiles: name,
      label: fc.option(fc.oneof(name, fc.constant('_'))),
    });
    fc.assert(
      fc.property(key, key, (one, other) => {
        const topic = topics.state(one);
        assert.match(topic, /^springCloudBus\/state(?:\/[^/+#.\0]+){3}$/);
        assert.equal(
          topic === topics.state(other),
          JSON.stringify([one.application, one.profiles, one.label]) ===
            JSON.stringify([other.application, other.profiles, other.label]),
        );
      }),
    );
  });

  for (const destination of ['', 'a+', '#', '$SYS', 'a\0']) {
    it(`refuse the destination ${JSON.stringify(destination)} and name the option`, () => {
      assert.throws(() => busTopics(destination), {
        code: 'OPTIONS_BAD_BUS_DESTINATION',
        message: /spring\.cloud\.bus\.destination/,
      });
    });
  }
});

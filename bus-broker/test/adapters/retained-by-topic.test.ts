import assert from 'node:assert/strict';
import type { AedesPublishPacket } from 'aedes';
import AedesMemory from 'aedes-persistence/asyncPersistence.js';
import fc from 'fast-check';
import { RetainedByTopic } from '../../src/adapters/retained-by-topic.ts';

function retained(topic: string, text: string): AedesPublishPacket {
  const payload = Buffer.from(text);
  return { cmd: 'publish', topic, payload, qos: 1, retain: true, dup: false } as never;
}

/** Topic and text of what a subscriber gets, in any order. */
async function sentFor(memory: AedesMemory, filters: string[]): Promise<string[]> {
  const sent: string[] = [];
  for await (const { topic, payload } of memory.createRetainedStreamCombi(filters)) {
    sent.push(`${topic}=${payload}`);
  }
  return sent.sort();
}

describe('retained messages by topic', () => {
  it('are the last of their topic, until an empty one takes it away', async () => {
    const memory = new RetainedByTopic();
    await memory.storeRetained(retained('bus/acks/a', 'old'));
    await memory.storeRetained(retained('bus/acks/a', 'new'));
    await memory.storeRetained(retained('bus/acks/b', 'b'));
    assert.deepEqual(await sentFor(memory, ['bus/acks/a']), ['bus/acks/a=new']);
    await memory.storeRetained(retained('bus/acks/a', ''));
    assert.deepEqual(await sentFor(memory, ['bus/acks/a', 'bus/acks/b']), ['bus/acks/b=b']);
  });

  it('are those that aedes finds, for any filters', async () => {
    const level = fc.constantFrom('a', 'b', '', '$SYS');
    const topic = fc.array(level, { minLength: 1, maxLength: 3 }).map((levels) => levels.join('/'));
    const filter = fc
      .array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 3 })
      .chain((levels) => fc.constantFrom(levels, [...levels, '#']))
      .map((levels) => levels.join('/'));
    const message = fc.tuple(topic, fc.constantFrom('', '1', '2'));
    await fc.assert(
      fc.asyncProperty(fc.array(message), fc.array(filter), async (messages, filters) => {
        const [ours, theirs] = [new RetainedByTopic(), new AedesMemory()];
        for (const [name, text] of messages.filter(([name]) => name !== '')) {
          await ours.storeRetained(retained(name, text));
          await theirs.storeRetained(retained(name, text));
        }
        const wanted = filters.filter((one) => one !== '');
        assert.deepEqual(await sentFor(ours, wanted), await sentFor(theirs, wanted));
      }),
    );
  });
});

import { Readable } from 'node:stream';
import type { AedesPublishPacket } from 'aedes';
import AedesMemory from 'aedes-persistence/asyncPersistence.js';

/**
 * The memory of aedes, which looks at every retained message for every filter of a subscriber. Services subscribe to
 * exact topics, a few each, and leave an acknowledgement and a schema each on the broker: a fleet that comes back would
 * cost the square of its size.
 */
export class RetainedByTopic extends AedesMemory {
  readonly #byTopic = new Map<string, AedesPublishPacket>();

  override async storeRetained(packet: AedesPublishPacket): Promise<void> {
    if (packet.payload.length === 0) this.#byTopic.delete(packet.topic);
    else this.#byTopic.set(packet.topic, packet);
    await super.storeRetained(packet);
  }

  override async destroy(): Promise<void> {
    this.#byTopic.clear();
    await super.destroy();
  }

  /** What a subscriber to these filters is sent at once. */
  override createRetainedStreamCombi(filters: string[]): Readable {
    const found = filters
      .filter((filter) => !hasWildcard(filter))
      .flatMap((topic) => this.#byTopic.get(topic) ?? []);
    const wide = filters.filter(hasWildcard);
    if (wide.length === 0) return Readable.from(found);
    return Readable.from(oneAfterOther(found, super.createRetainedStreamCombi(wide)));
  }
}

function hasWildcard(filter: string): boolean {
  return /[+#]/.test(filter);
}

async function* oneAfterOther(first: Iterable<unknown>, second: AsyncIterable<unknown>) {
  yield* first;
  yield* second;
}

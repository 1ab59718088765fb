import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeInstance, encodeInstance, type InstanceInfo } from '@vernal/protocol/eureka';
import Datastore from 'nedb-promises';
import { FORMAT_ID, FORMAT_VERSION, prepareDataFile } from './data-file.ts';

/**
 * One stored instance. The instance is one string, because NeDB refuses field names with dots or a
 * leading `$`, which metadata and ports have.
 */
interface InstanceDocument {
  readonly _id: string;
  /** Of several documents with one key the highest counts: a crash can leave the one before it. */
  readonly sequence: number;
  readonly key: string;
  readonly instance: string;
}

/** The instance to keep under a key; undefined to forget what is there. */
export type Writes = ReadonlyMap<string, InstanceInfo | undefined>;

/** The key of an instance: ids are unique within their application only. */
export function documentKey(app: string, instanceId: string): string {
  return `${app}/${instanceId}`;
}

/** A data file that is open: NeDB's documents by key. */
export class NedbDocuments {
  readonly #datastore: Datastore<InstanceDocument>;
  readonly #idsByKey = new Map<string, string[]>();
  readonly #instances = new Map<string, InstanceInfo>();
  #sequence = 0;
  #appended = 0;

  private constructor(datastore: Datastore<InstanceDocument>) {
    this.#datastore = datastore;
  }

  /** Opens the file, which heals and rewrites it, and reads every instance. */
  static async open(dataDir: string): Promise<NedbDocuments> {
    // Metadata of instances may hold credentials: nobody else on the machine reads the folder.
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const filename = join(dataDir, 'instances.db');
    const isPresent = await prepareDataFile(filename);
    const datastore = Datastore.create({ filename, corruptAlertThreshold: 0 });
    const documents = new NedbDocuments(datastore);
    await datastore.load();
    if (!isPresent) await datastore.insert({ _id: FORMAT_ID, version: FORMAT_VERSION });
    await documents.#read();
    return documents;
  }

  /** What the file held when it was opened. */
  get instances(): Iterable<InstanceInfo> {
    return this.#instances.values();
  }

  /** Whether the file holds much more history than instances, so that opening it anew makes it small. */
  get isWasteful(): boolean {
    return this.#appended > 1_000 + 4 * this.#idsByKey.size;
  }

  /**
   * Adds the new documents in one write, then drops those they replace in another: a crash in between
   * leaves both, and the newer counts.
   */
  async write(writes: Writes): Promise<void> {
    const replaced = [...writes.keys()].flatMap((key) => this.#idsByKey.get(key) ?? []);
    const added = await this.#datastore.insertMany(this.#documentsOf(writes));
    for (const key of writes.keys()) this.#idsByKey.delete(key);
    for (const { key, _id } of added) this.#idsByKey.set(key, [_id]);
    if (replaced.length > 0) {
      await this.#datastore.remove({ _id: { $in: replaced } }, { multi: true });
    }
    this.#appended += added.length + replaced.length;
  }

  #documentsOf(writes: Writes): Omit<InstanceDocument, '_id'>[] {
    const documents: Omit<InstanceDocument, '_id'>[] = [];
    for (const [key, instance] of writes) {
      if (instance === undefined) continue;
      this.#sequence += 1;
      documents.push({ sequence: this.#sequence, key, instance: encodeInstance(instance) });
    }
    return documents;
  }

  async #read(): Promise<void> {
    const documents = await this.#datastore.find({ key: { $exists: true } }).sort({ sequence: 1 });
    for (const { _id, key, sequence, instance } of documents) {
      this.#sequence = sequence;
      const ids = this.#idsByKey.get(key);
      if (ids === undefined) this.#idsByKey.set(key, [_id]);
      else ids.push(_id);
      const decoded = decodeInstance(instance);
      if (decoded.ok) this.#instances.set(key, decoded.value);
    }
  }
}

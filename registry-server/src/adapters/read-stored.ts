import { decodeInstance, type InstanceInfo } from '@vernal/protocol/eureka';
import { type InstanceName, instanceKey } from '../domain/instance-key.ts';
import { isThere, type Line, parseLine, readLines, requireFormat } from './data-file.ts';
import { endCount } from './snapshot-file.ts';
import type { StoreFolder } from './store-folder.ts';

/** How the line of an instance that is gone begins; every other line of a journal is an instance. */
const GONE = '{"gone":';

/** What the files of a store hold together. */
export interface StoredState {
  readonly instances: readonly InstanceInfo[];
  /** How many changes stand in journals. */
  readonly journaled: number;
  /** The number of the first journal that counts, and of the last one; 0 without any. */
  readonly changesFrom: number;
  readonly lastJournal: number;
  /** Whether everything could be read: false after a power cut or damage to a file. */
  readonly isWhole: boolean;
}

/**
 * Reads the snapshot, then the changes since in the order in which they were made. Some of these the snapshot
 * may have already: the last word on an instance is the same.
 *
 * @throws VernalError `REGISTRY_STORE_FORMAT` for a file of another format
 */
export async function readStored(folder: StoreFolder): Promise<StoredState> {
  const reading = new Reading();
  const changesFrom = await reading.snapshot(folder.snapshot);
  const journals = await folder.journals();
  for (const number of journals) {
    if (number >= changesFrom) await reading.journal(folder.journal(number));
  }
  const { instances, journaled, isWhole } = reading;
  const lastJournal = Math.max(changesFrom, journals.at(-1) ?? 0);
  return { instances: [...instances.values()], journaled, changesFrom, lastJournal, isWhole };
}

/** What was read so far. */
class Reading {
  readonly instances = new Map<string, InstanceInfo>();
  journaled = 0;
  isWhole = true;

  /** Gives the number of the first journal that counts. */
  async snapshot(file: string): Promise<number> {
    let head: Line | undefined;
    let lines = 0;
    let expected: number | undefined;
    for await (const text of readLines(file)) {
      if (head === undefined) {
        head = requireFormat(text, file);
        continue;
      }
      expected = endCount(text);
      if (expected !== undefined) break;
      this.#keep(text);
      lines += 1;
    }
    // A power cut may leave a snapshot without a single line.
    const isComplete = head === undefined ? !(await isThere(file)) : expected === lines;
    if (!isComplete) this.isWhole = false;
    return Number(head?.['changesFrom'] ?? 0);
  }

  async journal(file: string): Promise<void> {
    let isFirst = true;
    for await (const text of readLines(file)) {
      if (isFirst) requireFormat(text, file);
      else this.#apply(text);
      isFirst = false;
    }
  }

  #apply(text: string): void {
    this.journaled += 1;
    const gone = text.startsWith(GONE) ? parseLine(text)?.['gone'] : undefined;
    if (isName(gone)) this.instances.delete(instanceKey(gone));
    else this.#keep(text);
  }

  #keep(text: string): void {
    const decoded = decodeInstance(text);
    if (!decoded.ok) {
      this.isWhole = false;
      return;
    }
    this.instances.set(instanceKey(decoded.value), decoded.value);
  }
}

function isName(value: unknown): value is InstanceName {
  if (typeof value !== 'object' || value === null) return false;
  if (!('app' in value && 'instanceId' in value)) return false;
  return typeof value.app === 'string' && typeof value.instanceId === 'string';
}

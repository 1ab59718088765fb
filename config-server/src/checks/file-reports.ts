import { isEncrypted, type PropertyDocument } from '@vernal/protocol/config';
import type { ByteCache } from '../domain/byte-cache.ts';
import type { CacheBudget } from '../domain/cache-budget.ts';
import {
  brokenFile,
  conditionsReport,
  type FileReport,
  type FileRules,
  NOTHING_SAID,
  propertiesReport,
  type TracedProperty,
  wholeReport,
} from '../domain/checks/check-file.ts';
import { isPropertiesXml, mayBePropertiesXml } from '../domain/checks/properties-xml.ts';
import { recordBytes } from '../domain/estimated-size.ts';
import { readLimited, type SizeLimit, type TooLarge } from '../environments/limited-file.ts';
import type { ParseFile } from '../ports/file-parsing.ts';
import type { PushedObjects } from '../ports/push-check.ts';
import { Pace } from './pace.ts';

/** So many are asked for at once; between two lots others get their turn. */
const LOT = 32;
/** Properties that are looked at in one go; after that others get their turn. */
const EFFORT_AT_ONCE = 500;
/** To open a value by a key of 4,096 bits takes some milliseconds. */
const DECRYPTION_EFFORT = 25;

/** Properties that are looked at together. */
interface Lot {
  readonly properties: TracedProperty[];
  effort: number;
}

/** A file of a commit. */
export interface NamedObject {
  readonly path: string;
  readonly objectId: string;
}

/** How files are looked at. */
export interface FileReportsParts {
  readonly rules: FileRules;
  /** A larger file is an error. */
  readonly limit: SizeLimit;
  readonly parse: ParseFile;
  /** Resolves when other requests had their turn. */
  readonly turnOfOthers: () => Promise<void>;
  /** Of reports by the same rules. */
  readonly cache: ByteCache<FileReport>;
}

/** Room for reports of files, by one set of rules. */
export function reportCache(budget: CacheBudget, name: string): ByteCache<FileReport> {
  return budget.cache({
    name,
    share: 1,
    sizeOf: reportBytes,
    isLasting: ({ isPassing }) => isPassing !== true,
  });
}

/** What files say of themselves. Each content is looked at once, as long as it is remembered. */
export class FileReports {
  readonly #parts: FileReportsParts;
  readonly #pace: Pace;

  constructor(parts: FileReportsParts) {
    this.#parts = parts;
    this.#pace = new Pace(EFFORT_AT_ONCE, parts.turnOfOthers);
  }

  /** The reports of `files` in turn, until nobody wants more. */
  async *of(
    files: readonly NamedObject[],
    objects: PushedObjects,
  ): AsyncGenerator<readonly [NamedObject, FileReport]> {
    for (let start = 0; start < files.length; start += LOT) {
      const lot = files.slice(start, start + LOT);
      const reports = await Promise.all(lot.map((file) => this.#one(file, objects)));
      for (const [index, file] of lot.entries()) {
        const report = reports[index];
        if (report !== undefined) yield [file, report];
      }
    }
  }

  #one({ path, objectId }: NamedObject, objects: PushedObjects): Promise<FileReport> {
    const { limit, cache } = this.#parts;
    return cache.remember(`${objectId} ${path}`, async () => {
      const bytes = await readLimited(objects, objectId, limit);
      return bytes.ok ? this.#look(path, bytes.value) : tooLargeFile(path, bytes.problem);
    });
  }

  /** Looks at one file alone. */
  async #look(path: string, bytes: Uint8Array): Promise<FileReport> {
    if (path.endsWith('.xml') && !isPropertiesXml(bytes)) return NOTHING_SAID;
    const parsed = await this.#parts.parse(path, bytes);
    if (!parsed.ok) return brokenFile(parsed.problem);
    const parts = parsed.value.map((document) => conditionsReport(path, document));
    for (const document of parsed.value) {
      for (const { properties, effort } of lotsOf(document)) {
        await this.#pace.admit(effort);
        parts.push(propertiesReport(path, properties, this.#parts.rules));
      }
    }
    return wholeReport(parts);
  }
}

/** XML that services get as it is may be larger than what is read as properties. */
function tooLargeFile(path: string, { problem, head }: TooLarge): FileReport {
  if (path.endsWith('.xml') && !mayBePropertiesXml(head)) return NOTHING_SAID;
  return brokenFile({ path, position: '', problem });
}

/** So many properties that one lot is work enough for one go. */
function* lotsOf(document: PropertyDocument): Generator<Lot> {
  let lot: Lot = { properties: [], effort: 0 };
  for (const property of document) {
    const effort = isEncrypted(property[1].value) ? DECRYPTION_EFFORT : 1;
    if (lot.effort + effort > EFFORT_AT_ONCE) {
      yield lot;
      lot = { properties: [], effort: 0 };
    }
    lot.properties.push(property);
    lot.effort += effort;
  }
  yield lot;
}

function reportBytes({ broken, values, names, needed }: FileReport): number {
  const found = [...broken, ...values].map(({ path, problem }) => recordBytes(path, problem));
  const wanted = needed.map(({ key, name }) => recordBytes(key, name));
  return [...found, ...wanted].reduce((sum, bytes) => sum + bytes, recordBytes(...names));
}

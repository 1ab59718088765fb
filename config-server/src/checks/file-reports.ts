import {
  brokenFile,
  checkFile,
  type FileReport,
  type FileRules,
} from '../domain/checks/check-file.ts';
import { RecentMap } from '../domain/recent-map.ts';
import { readLimited, type SizeLimit } from '../environments/limited-file.ts';
import type { PushedObjects } from '../ports/push-check.ts';

const REMEMBERED_FILES = 10_000;
/** So many are asked for at once; between two lots others get their turn. */
const LOT = 32;

/** A file of a commit. */
export interface NamedObject {
  readonly path: string;
  readonly objectId: string;
}

/** What files say of themselves. Each content is looked at once, as long as it is remembered. */
export class FileReports {
  readonly #rules: FileRules;
  readonly #limit: SizeLimit;
  readonly #reports = new RecentMap<string, FileReport>(REMEMBERED_FILES);

  /** @param limit a larger file is an error */
  constructor(rules: FileRules, limit: SizeLimit) {
    this.#rules = rules;
    this.#limit = limit;
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

  async #one({ path, objectId }: NamedObject, objects: PushedObjects): Promise<FileReport> {
    const place = `${objectId} ${path}`;
    const known = this.#reports.get(place);
    if (known !== undefined) return known;
    const bytes = await readLimited(objects, objectId, this.#limit);
    const report = bytes.ok
      ? checkFile({ path, bytes: bytes.value }, this.#rules)
      : brokenFile({ path, severity: 'error', problem: bytes.problem });
    this.#reports.set(place, report);
    return report;
  }
}

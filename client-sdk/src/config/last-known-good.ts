import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, messageOf, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { Environment } from '@vernal/protocol/config';
import type { CopySeal } from './copy-seal.ts';

/** The last environment that was taken, on disk, for a start while the config server is away. */
export interface LastKnownGood {
  /** Replaces the copy. The problem is for the log. */
  save(environment: Environment): Promise<Outcome<undefined, string>>;
  /** The copy; a problem when there is none, or when it is not what was saved (client-sdk 71). */
  load(): Promise<Outcome<Environment, string>>;
}

const FORMAT = 1;
const OWNER_ONLY = 0o600;

/** One file per config key in `folder`, written beside and renamed, readable by its owner only (client-sdk 71). */
export function createLastKnownGood(
  folder: string,
  { application, profiles, label }: ConfigKey,
  seal: CopySeal,
): LastKnownGood {
  const name = [application, profiles, label ?? ''].map(encodeURIComponent).join('+');
  const path = join(folder, `config-${name}.json`);

  return {
    async save(environment) {
      const content = seal.close(environment);
      const temporary = `${path}.${randomUUID()}.tmp`;
      const text = JSON.stringify({ format: FORMAT, sha256: checksumOf(content), content });
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(temporary, text, { mode: OWNER_ONLY });
        await rename(temporary, path);
        return succeed(undefined);
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => undefined);
        return fail(messageOf(error));
      }
    },
    async load() {
      try {
        const content = contentOf(JSON.parse(await readFile(path, 'utf8')));
        return content.ok ? seal.open(content.value) : content;
      } catch (error) {
        return fail(messageOf(error));
      }
    },
  };
}

function contentOf(file: unknown): Outcome<string, string> {
  if (typeof file !== 'object' || file === null) return fail('the copy is damaged');
  if (!('format' in file) || file.format !== FORMAT) {
    return fail(`the copy is not of format ${FORMAT}`);
  }
  const content = 'content' in file && typeof file.content === 'string' ? file.content : undefined;
  const intact = content !== undefined && 'sha256' in file && file.sha256 === checksumOf(content);
  return intact ? succeed(content) : fail('the checksum of the copy is wrong');
}

function checksumOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

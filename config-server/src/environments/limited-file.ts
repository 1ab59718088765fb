import { fail, type Outcome, succeed } from '@vernal/core';
import { FileTooLargeError } from '../domain/file-too-large.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';

/** How large a file may be. */
export interface SizeLimit {
  readonly maxBytes: number;
  /** The option that says so, for messages. */
  readonly option: string;
}

/** Why a file is not read. */
export interface TooLarge {
  readonly problem: string;
  /** What it begins with; empty where nobody looked. */
  readonly head: Uint8Array;
}

/** The bytes of a file; of one that is too large only why, without having it in memory. */
export async function readLimited(
  repository: Pick<ConfigRepository, 'read'>,
  objectId: string,
  { maxBytes, option }: SizeLimit,
): Promise<Outcome<Uint8Array, TooLarge>> {
  try {
    return succeed(await repository.read(objectId, maxBytes));
  } catch (error) {
    if (!(error instanceof FileTooLargeError)) throw error;
    const problem = `has ${error.sizeBytes} bytes, ${option} allows ${maxBytes}`;
    return fail({ problem, head: error.head });
  }
}

import { type EncryptedProperty, keyTitle } from '../keys/rotate-file.ts';

/** What was done, for people and, as JSON, for programs. */
export interface Rotation {
  /** null: the one of values without a name. */
  readonly key: string | null;
  readonly commit: string | null;
  readonly renewed: readonly EncryptedProperty[];
  /** Values that were under the key already. */
  readonly kept: number;
}

/** The counts and the commit, in one line. */
export function outcomeLine({ key, commit, renewed, kept }: Rotation): string {
  const outcome = commit === null ? 'nothing is committed' : `commit ${commit.slice(0, 10)}`;
  return `values renewed: ${renewed.length}, already under ${keyTitle(key)}: ${kept}, ${outcome}\n`;
}

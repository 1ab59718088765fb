import { fail, type Outcome, succeed } from '@vernal/core';
import {
  type RepositoryFile,
  type RotatedFile,
  type RotationRules,
  rotateFile,
} from './rotate-file.ts';

/** All files under the new key, or all problems. */
export function rotateFiles(
  files: readonly RepositoryFile[],
  rules: RotationRules,
): Outcome<readonly RotatedFile[], readonly string[]> {
  const rotated: RotatedFile[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const outcome = rotateFile(file, rules);
    if (outcome.ok) rotated.push(outcome.value);
    else problems.push(...outcome.problem);
  }
  return problems.length > 0 ? fail(problems) : succeed(rotated);
}

import { fail, type Outcome, succeed } from '@vernal/core';
import type { TreeFile } from '../repository/working-tree.ts';
import { type RotatedFile, type RotationRules, rotateFile } from './rotate-file.ts';

/** All files under the new key, or all problems. */
export async function rotateFiles(
  files: AsyncIterable<TreeFile>,
  rules: RotationRules,
): Promise<Outcome<readonly RotatedFile[], readonly string[]>> {
  const rotated: RotatedFile[] = [];
  const problems: string[] = [];
  for await (const file of files) {
    const outcome = rotateFile(file, rules);
    if (outcome.ok) rotated.push(outcome.value);
    else problems.push(...outcome.problem);
  }
  return problems.length > 0 ? fail(problems) : succeed(rotated);
}

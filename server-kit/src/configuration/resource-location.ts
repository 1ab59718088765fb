import { readFile } from 'node:fs/promises';
import { messageOf, VernalError } from '@vernal/core';
import type { OptionProblem } from '@vernal/core/options';

/** The path of a file as Spring writes locations: `/a`, `file:/a`, `file:///a`. */
function resourcePath(location: string): string {
  return location.replace(/^file:(?:\/\/(?=\/))?/, '');
}

/** What is wrong with a location before anything is read. */
export function locationProblems(
  property: string,
  location: string | undefined,
): readonly OptionProblem[] {
  if (!location?.startsWith('classpath:')) return [];
  return [{ property, problem: 'there is no class path here; give the path of a file' }];
}

/**
 * The content of the file that an option names.
 *
 * @throws VernalError `OPTIONS_UNREADABLE_FILE`, naming the option
 */
export async function readResource(property: string, location: string): Promise<Buffer> {
  try {
    return await readFile(resourcePath(location));
  } catch (error) {
    const problem = `${property}: cannot be read: ${messageOf(error)}`;
    throw new VernalError('OPTIONS_UNREADABLE_FILE', problem, { cause: error });
  }
}

import { fail, type Outcome, succeed } from '@vernal/core';
import type { OptionEntry, OptionProblem } from '@vernal/core/options';
import { flattenYaml, parseProperties, textOfValue } from '@vernal/protocol/config';

/** One document of an option file: its values as they stand. */
export type OptionDocument = readonly OptionEntry[];

/** Reads the text of an option file by its ending. A problem names the file and the place in it. */
export function parseOptionFile(
  path: string,
  content: string,
): Outcome<readonly OptionDocument[], readonly OptionProblem[]> {
  const decoded = path.endsWith('.properties') ? parseProperties(content) : flattenYaml(content);
  if (!decoded.ok) {
    return fail(
      decoded.problems.map((one) => ({ property: path, problem: one.problem, origin: one.path })),
    );
  }
  return succeed(
    decoded.value.map((document) =>
      [...document].map(([name, { value, origin }]) => ({
        name,
        value: textOfValue(value),
        origin: `${path}:${origin.split(':')[0]}`,
      })),
    ),
  );
}

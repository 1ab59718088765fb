import { fail, type Outcome, succeed } from '@vernal/core';
import { namedLayer, type OptionEntry, type OptionProblem } from '@vernal/core/options';
import {
  flattenYaml,
  type PropertyDocument,
  parseProperties,
  textOfValue,
} from '@vernal/protocol/config';

/** One document of an option file. */
export interface OptionDocument {
  readonly entries: readonly OptionEntry[];
  /** The profiles for which it counts, `spring.config.activate.on-profile`; absent: always. */
  readonly condition?: string;
}

const CONDITION = 'spring.config.activate.on-profile';

/** Reads the text of an option file by its ending. A problem names the file and the place in it. */
export function parseOptionFile(
  path: string,
  content: string,
): Outcome<readonly OptionDocument[], readonly OptionProblem[]> {
  const decoded = path.endsWith('.properties') ? parseProperties(content) : flattenYaml(content);
  if (decoded.ok) return succeed(decoded.value.map((document) => optionDocument(path, document)));
  return fail(
    decoded.problems.map((one) => ({ property: path, problem: `${one.path}: ${one.problem}` })),
  );
}

function optionDocument(path: string, document: PropertyDocument): OptionDocument {
  const entries = [...document].map(([name, { value, origin }]) => ({
    name,
    value: textOfValue(value),
    origin: origin === undefined ? path : `${path}:${origin.split(':')[0]}`,
  }));
  const condition = namedLayer('file', entries).find(CONDITION);
  if (condition === undefined) return { entries };
  return { entries: entries.filter((entry) => entry !== condition), condition: condition.value };
}

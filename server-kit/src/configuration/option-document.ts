import { fail, type Outcome, succeed } from '@vernal/core';
import { namedLayer, type OptionEntry, type OptionProblem } from '@vernal/core/options';
import {
  flattenYaml,
  matchesProfiles,
  type PropertyDocument,
  parseProperties,
  textOfValue,
} from '@vernal/protocol/config';

/** One document of an option file. */
export interface OptionDocument {
  readonly entries: readonly OptionEntry[];
  /** Expressions of the profiles for which it counts, any number in each; none: always. */
  readonly conditions: readonly OptionEntry[];
}

/** How a document names its profiles: since Spring Boot 2.4, and before, as in Eureka's guides. */
const CONDITIONS = ['spring.config.activate.on-profile', 'spring.profiles'];

/** A file, and what it is read as. */
interface OptionFile {
  readonly path: string;
  readonly ending: string;
}

/** Reads the text of an option file by its ending. A problem names the file and the place in it. */
export function parseOptionFile(
  { path, ending }: OptionFile,
  content: string,
): Outcome<readonly OptionDocument[], readonly OptionProblem[]> {
  const decoded = ending === '.properties' ? parseProperties(content) : flattenYaml(content);
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
  const conditions = conditionsAmong(entries);
  return { entries: entries.filter((entry) => !conditions.includes(entry)), conditions };
}

/** Whether it counts for these profiles: any of its expressions, between commas or in a list, is enough. */
export function appliesTo(
  { conditions }: OptionDocument,
  profiles: ReadonlySet<string>,
): Outcome<boolean, readonly OptionProblem[]> {
  const outcomes = conditions.flatMap(({ name: property, value, origin }) =>
    splitAtCommas(value).map((expression) => {
      const outcome = matchesProfiles(expression, profiles);
      return outcome.ok ? outcome : fail({ property, problem: outcome.problem, origin });
    }),
  );
  const problems = outcomes.flatMap((one) => (one.ok ? [] : [one.problem]));
  if (problems.length > 0) return fail(problems);
  return succeed(outcomes.length === 0 || outcomes.some((one) => one.ok && one.value));
}

function splitAtCommas(text: string): readonly string[] {
  return text.split(',').filter((part) => part.trim() !== '');
}

/** One text or a list; `spring.profiles.active` is another option. */
function conditionsAmong(entries: readonly OptionEntry[]): readonly OptionEntry[] {
  const layer = namedLayer('file', entries);
  return CONDITIONS.flatMap((name) => {
    const whole = layer.find(name);
    const elements = layer.below(name).filter(({ rest }) => /^\d+$/.test(rest.join('.')));
    return [...(whole === undefined ? [] : [whole]), ...elements.map(({ entry }) => entry)];
  });
}

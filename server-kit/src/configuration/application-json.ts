import { fail, type Outcome, succeed } from '@vernal/core';
import {
  namedLayer,
  type OptionLayer,
  type OptionProblem,
  settingsLayer,
} from '@vernal/core/options';

const PROPERTY = 'spring.application.json';
const ORIGIN = 'environment variable SPRING_APPLICATION_JSON';

/**
 * The options inside `SPRING_APPLICATION_JSON`, Spring's way of passing many in one variable. Names in it are
 * property names, and unknown ones are treated as those of a file.
 */
export function applicationJsonLayer(json: string): Outcome<OptionLayer, readonly OptionProblem[]> {
  const value = parseObject(json);
  if (value === undefined) {
    return fail([{ property: PROPERTY, problem: 'is not a JSON object', origin: ORIGIN }]);
  }
  const entries = settingsLayer({ ...value }).entries;
  return succeed(
    namedLayer(
      'file',
      entries.map((entry) => ({ ...entry, origin: ORIGIN })),
    ),
  );
}

function parseObject(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

import { fail, type Outcome, succeed } from '@vernal/core';

/** A list with gaps is filled with nulls: one long index must not fill the memory. */
const MAX_INDEX = 10_000;
/** As deep as YAML files may be nested. */
const MAX_STEPS = 200;

/** A member of an object, or a place in a list. */
export type PathStep = string | number;

/** A name up to a dot or an index; brackets around anything but a number of Java's belong to it. */
const NAME = /^(?:[^.[]|\[(?!\d+\])|\[(?=\d{11}))*/;
const INDEX = /^\[(\d+)\]/;

/**
 * The way to a property in a nested document: `a.b[0].c` is a, b, 0, c (config-protocol 1.7.6). A dot at
 * the end is followed by an empty name, and nothing at all is one, as in Spring. The problem of a key that has no such way is a text.
 */
export function pathOfProperty(key: string): Outcome<PathStep[], string> {
  const steps: PathStep[] = [];
  let rest: string | undefined = key;
  do {
    const name = NAME.exec(rest)?.[0] ?? '';
    if (name === '' && rest !== '') return fail('has an empty name');
    steps.push(name);
    const taken = takeIndexes(rest.slice(name.length), steps);
    if (!taken.ok) return taken;
    if (steps.length > MAX_STEPS) return fail('is nested too deeply');
    rest = taken.value;
  } while (rest !== undefined);
  return succeed(steps);
}

/** Takes `[0][1]` off the front; gives what follows the dot, undefined at the end of the key. */
function takeIndexes(text: string, steps: PathStep[]): Outcome<string | undefined, string> {
  let rest = text;
  for (let found = INDEX.exec(rest); found !== null; found = INDEX.exec(rest)) {
    const index = Number(found[1]);
    if (index > MAX_INDEX) return fail(`has an index above ${MAX_INDEX}`);
    steps.push(index);
    rest = rest.slice(found[0].length);
  }
  if (rest === '') return succeed(undefined);
  return rest.startsWith('.') ? succeed(rest.slice(1)) : fail('has text after an index');
}

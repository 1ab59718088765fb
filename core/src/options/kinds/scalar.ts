import { fail, type Outcome, succeed } from '../../outcome.ts';
import type { Option, OptionDetails, OptionDetailsWithDefault, OptionProblem } from '../option.ts';
import type { OptionEntry } from '../option-layer.ts';
import type { OptionSource } from '../option-source.ts';

/** How one text becomes a value. The problem completes the sentence that starts with the written text. */
export interface ScalarRule<Value> {
  readonly kind: string;
  readonly parse: (text: string) => Outcome<Value, string>;
  /** The default as it would be written. */
  readonly format: (value: Value) => string;
  /** What an empty text means; not set when absent. */
  readonly empty?: Value;
  /** Set when the value must never be shown. */
  readonly hidden?: true;
}

/** Declares options of one kind: with a default never undefined, without one possibly so. */
export interface ScalarKind<Value, Extra> {
  (name: string, details: OptionDetailsWithDefault<Value> & Extra): Option<Value>;
  (name: string, details: OptionDetails & Extra): Option<Value | undefined>;
}

/** Makes the function that declares options of a kind with one value. */
export function scalarKind<Value, Extra = object>(
  ruleOf: (details: Extra) => ScalarRule<Value>,
): ScalarKind<Value, Extra> {
  function declare(name: string, details: OptionDetailsWithDefault<Value> & Extra): Option<Value>;
  function declare(name: string, details: OptionDetails & Extra): Option<Value | undefined>;
  function declare(
    name: string,
    details: OptionDetails & { readonly default?: Value } & Extra,
  ): Option<Value | undefined> {
    return scalarOption(name, details, ruleOf(details));
  }
  return declare;
}

/** An option with one value. */
export function scalarOption<Value>(
  name: string,
  details: OptionDetails & { readonly default?: Value },
  rule: ScalarRule<Value>,
): Option<Value | undefined> {
  const aliases = details.aliases ?? [];
  return {
    name,
    aliases,
    kind: rule.kind,
    description: details.description,
    ...(details.default !== undefined && { defaultText: rule.format(details.default) }),
    covers: (rest) => rest.length === 0,
    bind(source) {
      const entry = findByAnyName(source, [name, ...aliases]);
      if (entry === undefined) return succeed(details.default);
      const value = parseEntry(source, entry, rule);
      if (!value.ok) return fail([problemAt(name, entry, value.problem)]);
      return succeed(value.value ?? details.default);
    },
  };
}

/** The value of an entry; undefined when it is empty and the kind has no meaning for that. */
function parseEntry<Value>(
  source: OptionSource,
  entry: OptionEntry,
  rule: ScalarRule<Value>,
): Outcome<Value | undefined, string> {
  const resolved = source.resolve(entry);
  if (!resolved.ok) return resolved;
  const text = resolved.value.trim();
  if (text === '') return succeed(rule.empty);
  const parsed = rule.parse(text);
  if (parsed.ok) return parsed;
  const isHidden = rule.hidden || entry.hidden;
  return fail(isHidden ? `the value ${parsed.problem}` : `"${entry.value}" ${parsed.problem}`);
}

/** A problem with an entry. */
export function problemAt(property: string, entry: OptionEntry, problem: string): OptionProblem {
  return { property, problem, origin: entry.origin };
}

function findByAnyName(source: OptionSource, names: readonly string[]): OptionEntry | undefined {
  return names.map((name) => source.find(name)).find((entry) => entry !== undefined);
}

import type { Outcome } from '../outcome.ts';
import type { OptionSource } from './option-source.ts';
import type { PropertyName } from './property-name.ts';

/** Why an option can't be used. */
export interface OptionProblem {
  /** The property name, or what was written if it is not known. */
  readonly property: string;
  /** What is wrong, without the value of a secret. */
  readonly problem: string;
  /** Where the value stands; absent when it is missing. */
  readonly origin?: string;
}

/** What every option says of itself. */
export interface OptionDetails {
  /** One line for `--help`. */
  readonly description: string;
  /** Former names, still accepted; the name itself wins over them. */
  readonly aliases?: readonly string[];
}

/** The same for an option that is never undefined. */
export interface OptionDetailsWithDefault<Value> extends OptionDetails {
  readonly default: Value;
}

/** One option: its Spring name, and how its value is read. */
export interface Option<Value> {
  /** Canonical: lower-case kebab segments joined by dots. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** The kind of value, in words for `--help`: `number`, `duration`, `a|b`. */
  readonly kind: string;
  readonly description: string;
  /** As it would be written; absent without a default. */
  readonly defaultText?: string;
  /** Why the option has no effect; absent for every option that has one. */
  readonly inertBecause?: string;
  /** The options of each object, by names relative to it; absent for all but lists and maps of objects. */
  readonly fields?: readonly Option<unknown>[];
  /** Whether a name that goes on with `rest` after this option's name (empty: the name itself) belongs to it. */
  covers(rest: PropertyName): boolean;
  bind(source: OptionSource): Outcome<Value, readonly OptionProblem[]>;
}

/** Options by the name that the program uses for them. */
export type OptionTable<Options> = { readonly [Key in keyof Options]: Option<Options[Key]> };

/** The values that a table of options binds to. */
export type OptionsOf<Table> = {
  readonly [Key in keyof Table]: Table[Key] extends Option<infer Value> ? Value : never;
};

/** The options of a table, whatever the program calls them. */
export function optionsIn<Options extends object>(
  table: OptionTable<Options>,
): readonly Option<unknown>[] {
  return Object.values<Option<unknown>>(table);
}

/** Declares options. Use {@link OptionsOf} to name the type of their values. */
export function defineOptions<Table extends Readonly<Record<string, Option<unknown>>>>(
  table: Table,
): Readonly<Table> {
  return Object.freeze(table);
}

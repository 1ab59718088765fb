import type { PropertyValue } from './environment.ts';

/** A value and, where its reader knows that, its place in the file. */
export interface TracedValue {
  readonly value: PropertyValue;
  /** `line:column`, both from 1, as Spring's V2 answers give it (config-protocol 2.1). */
  readonly origin?: string;
  /** Present where the file has an empty list: `value` is the empty text (config-protocol 2.5). */
  readonly isEmptyList?: true;
}

/** The flat keys of one document of a configuration file, in file order. */
export type PropertyDocument = ReadonlyMap<string, TracedValue>;

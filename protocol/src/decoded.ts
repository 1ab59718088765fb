/** What is wrong with something from outside, and where. */
export interface DecodeProblem {
  /** The field, as a path such as `instance.port.$`; empty for the whole document. */
  readonly path: string;
  readonly problem: string;
}

/** Every decoder returns this; none throws, whatever the input. */
export type Decoded<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly DecodeProblem[] };

import type { Lifecycle } from '@vernal/core';
import type { JsonSchema } from '@vernal/protocol/bus';

/** A configuration, and the schema that it has to fit. */
export interface ValidationTask {
  readonly schema: JsonSchema;
  /** Texts stand for numbers and flags where the schema wants those. */
  readonly value: unknown;
}

/** Where a configuration does not fit. Never its values. */
export interface SchemaProblem {
  /** The names that lead there; an index for a member of a list. */
  readonly path: readonly string[];
  /** `must be number`, `is not known`; empty when the name is missing. */
  readonly message: string;
  readonly isMissing: boolean;
  /** True when it might fit if more names had values: none of several alternatives is complete. */
  readonly isIncomplete: boolean;
}

/** Compares configurations with schemas that come from services: neither is trusted. */
export interface SchemaValidation extends Lifecycle {
  /** The problems of each task; undefined for a schema that can't be used, or takes too long. */
  validate(
    tasks: readonly ValidationTask[],
  ): Promise<readonly (readonly SchemaProblem[] | undefined)[]>;
}

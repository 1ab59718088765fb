import type { Lifecycle } from '@vernal/core';
import type { JsonSchema } from '@vernal/protocol/bus';

/** Configurations, and the schema that they have to fit. */
export interface ValidationTask {
  readonly schema: JsonSchema;
  /** Texts stand for numbers and flags where the schema wants those. */
  readonly values: readonly unknown[];
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

/** The problems of each value of a task; undefined when the schema can't be used, or takes too long. */
export type ValidationAnswer = readonly (readonly SchemaProblem[])[] | undefined;

/** Compares configurations with schemas that come from services: neither is trusted. */
export interface SchemaValidation extends Lifecycle {
  /**
   * Each task with its answer, in turn; the next task is made when it is wanted. Ends early, after a task without an
   * answer, when all of it takes too long.
   */
  validate<Task extends ValidationTask>(
    tasks: Iterable<Task>,
  ): AsyncIterable<readonly [Task, ValidationAnswer]>;
}

/** What stands around a registry that somebody runs today, and what it must mean. */
export interface Deployment {
  readonly title: string;
  /** Files in the working folder. */
  readonly files: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly argv?: readonly string[];
  /** Values by the names that the program uses for its options. */
  readonly means: Readonly<Record<string, unknown>>;
  /** Names that are accepted without effect. */
  readonly inert?: readonly string[];
  /** Names that nobody reads. */
  readonly ignored?: readonly string[];
}

/**
 * An error with a code that stays the same across releases, such as `CONFIG_UNKNOWN_COMMIT`. Expected
 * outcomes are values, not errors: this is for what a caller cannot go on from.
 */
export class VernalError extends Error {
  /** Upper-case, prefixed by its area: `OPTIONS_`, `REGISTRY_`, `CONFIG_`, `BUS_`, `CLIENT_`. Never reused. */
  readonly code: string;

  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'VernalError';
    this.code = code;
  }
}

/** The text of whatever was thrown, for a log line; never the stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of whatever was thrown, Node's or ours: `ENOENT`, `OPTIONS_INVALID`; undefined without one. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

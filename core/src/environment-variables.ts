/** Environment variables by name. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Those of this process, as they are now. */
export function systemEnvironment(): EnvironmentVariables {
  return process.env;
}

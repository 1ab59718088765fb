/** The applications that run, whether they ever asked this server or not. */
export interface RegisteredApplications {
  /** Names as configuration files have them. Bounded in time, never rejects: when nobody answers, what was known last. */
  names(): Promise<readonly string[]>;
}

/** Stands in where no registry is configured. */
export const nothingRegistered: RegisteredApplications = { names: () => Promise.resolve([]) };

import { matchesPattern } from './name-pattern.ts';
import type { Rights } from './rights.ts';

/** Whether a caller may register, renew, change and cancel instances of an application, written in any case. */
export function maySpeakFor({ applications }: Rights, application: string): boolean {
  if (applications === undefined) return true;
  const name = application.toUpperCase();
  return applications.some((pattern) => matchesPattern(name, pattern));
}

/** Names of applications as they were configured, in the form of {@link Rights}; none limit nothing. */
export function limitedTo(names: readonly string[]): Pick<Rights, 'applications'> {
  return names.length === 0 ? {} : { applications: names.map((name) => name.toUpperCase()) };
}

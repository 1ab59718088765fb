import type { ConfigKey } from '@vernal/protocol/bus';
import { mayRead, type Principal, type ReadPlace } from '@vernal/server-kit';
import { namesOf } from '../domain/config-query.ts';
import type { RequestedReading } from './requested-reading.ts';

/** What callers may read. */
export interface ReadingRules {
  /** Whether a caller may read a configuration, or a file. */
  allows(caller: Principal, reading: RequestedReading): boolean;
  /** Whether a caller may read any configuration of what something is about. */
  concerns(caller: Principal, what: ReadPlace): boolean;
}

/** Without a profile in the request. */
const DEFAULT_PROFILE = 'default';
/** Files of this name are everybody's. */
const SHARED_NAME = 'application';
/** What applications read as their configuration, whoever asks for it as a file. */
const CONFIG_FILE = /^(.*)\.(?:ya?ml|properties|json|xml)$/is;

/**
 * Rules of application, profile and label (docs/security.md): every application, profile and label of a request must
 * be allowed.
 *
 * @param labelsOf the labels that a request names; without one, what that means in each backend that it reads from
 */
export function readingRules(labelsOf: (key: ConfigKey) => readonly string[]): ReadingRules {
  return {
    concerns: mayRead,
    allows(caller, { key, file }) {
      if (!isLimited(caller)) return true;
      const applications = namesOf(key.application);
      const profiles = namesOf(key.profiles);
      const labels = labelsOf(key);
      const allowsAll = (names: readonly string[]) =>
        names.every((application) =>
          orDefault(profiles).every((profile) =>
            labels.every((label) => mayRead(caller, { application, profile, label })),
          ),
        );
      return applications.length > 0 && allowsAll(applications) && allowsAll(fileOwners(file));
    },
  };
}

function isLimited({ applications, reads }: Principal): boolean {
  return applications !== undefined || reads !== undefined;
}

function orDefault(profiles: readonly string[]): readonly string[] {
  return profiles.length === 0 ? [DEFAULT_PROFILE] : profiles;
}

/**
 * The application whose configuration a file is: it is no way around the rules. One in a folder may be anybody's, which
 * only they may read who may read all.
 */
function fileOwners(file: string | undefined): readonly string[] {
  const [, name] = CONFIG_FILE.exec(file ?? '') ?? [];
  return name === undefined || name === SHARED_NAME ? [] : [name];
}

import { absentRepository } from '../backends/absent-repository.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';
import type { PushedObjects } from '../ports/push-check.ts';

/** A repository as a push would leave it, to be read at commits: its labels are still those from before. */
export function pushedRepository(objects: PushedObjects): ConfigRepository {
  return {
    ...absentRepository(objects.uri),
    files: (commit) => objects.files(commit),
    read: (objectId, maxBytes) => objects.read(objectId, maxBytes),
  };
}

import type { ConfigRepository } from '../../ports/config-repository.ts';
import { LocalRepository } from './local-repository.ts';
import { RemoteRepository } from './remote-repository.ts';
import type { RepositorySettings } from './repository-settings.ts';

/** The repository that `spring.cloud.config.server.git.uri` names; not started yet. */
export function openRepository(settings: RepositorySettings): ConfigRepository {
  const { path } = settings.address;
  return path === undefined ? new RemoteRepository(settings) : new LocalRepository(settings, path);
}

import type { StartServer } from '../server.ts';
import type { Group } from './group.ts';

const refreshRate = 'spring.cloud.config.server.git.refresh-rate';
const longSeconds = 3600;

/**
 * Lets the server of a group whose repositories never change ask their remotes only once. Same answers, in
 * milliseconds instead of seconds.
 */
export function withUnchangingRemote(group: Group, startServer: StartServer): StartServer {
  const changes = group.scenarios.some(({ steps }) => steps.some((step) => 'action' in step));
  if (changes) return startServer;
  return (folder, options) => startServer(folder, { [refreshRate]: longSeconds, ...options });
}

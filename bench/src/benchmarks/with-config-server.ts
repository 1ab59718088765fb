import {
  type DaemonProcess,
  type Launch,
  type Settings,
  startDaemonProcess,
} from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { type ImportedCommit, importRepository } from '../subjects/git-import.ts';

/** How a config server is started; without anything, with its default options. */
export type ConfigLaunch = Launch & { readonly settings?: Settings };

/** Runs `use` with a config server that reads a repository, keeps its data below a folder, and ends it. */
export async function withConfigServerIn<Result>(
  folder: string,
  { uri, settings = {}, ...launch }: ConfigLaunch & { readonly uri: string },
  use: (config: DaemonProcess) => Promise<Result>,
): Promise<Result> {
  const all = { 'spring.cloud.config.server.git.uri': uri, ...settings };
  const config = await startDaemonProcess('vernal-config', folder, all, launch);
  try {
    return await use(config);
  } finally {
    await config.stop();
  }
}

/** The same with a local repository that is made for it. */
export function withConfigServer<Result>(
  commits: Iterable<ImportedCommit>,
  launch: ConfigLaunch,
  use: (config: DaemonProcess) => Promise<Result>,
): Promise<Result> {
  return withWorkFolder(async (folder) => {
    const uri = await importRepository(folder, commits);
    return withConfigServerIn(folder, { ...launch, uri }, use);
  });
}

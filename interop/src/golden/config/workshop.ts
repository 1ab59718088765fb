import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startGitServer } from './git-server.ts';
import type { ActionStep, Group } from './group.ts';
import { Repository } from './repository.ts';

/** The temporary world of a group: its folder, its repositories and the Git server. */
export interface Workshop {
  readonly folder: string;
  /** Puts the real places and commit ids into a recorded text. */
  localize(text: string): string;
  /** Says whether this is the id of a commit that the repositories were built with. */
  isKnownCommit(id: string): boolean;
  perform(action: ActionStep): Promise<void>;
  close(): Promise<void>;
}

const shortestId = 7;

/** Replaces a recorded commit id, whole or abbreviated, by what it is here. */
function withCommit(text: string, recorded: string, here: string): string {
  const start = new RegExp(`${recorded.slice(0, shortestId)}[0-9a-f]*`, 'g');
  return text.replace(start, (found) =>
    recorded.startsWith(found) ? here.slice(0, found.length) : found,
  );
}

/** Builds everything that the server of `group` reads. */
export async function openWorkshop(group: Group, recordings: string): Promise<Workshop> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'vernal-golden-')));
  const bare = join(folder, 'git');
  await mkdir(bare);
  const repositories = new Map<string, Repository>();
  for (const name of group.repos) {
    const paths = [join(folder, 'dir', name), join(bare, `${name}.git`)] as const;
    repositories.set(name, await Repository.build(join(recordings, 'repos', name), ...paths));
  }
  const server = await startGitServer(bare);
  const commits = [...repositories.values()].flatMap((repository) => [...repository.commits]);
  const places = [
    ['{GIT}', server.url],
    ['{WORK}', folder],
    ['{DATA}', recordings],
  ] as const;

  return {
    folder,
    localize(text) {
      const here = commits.reduce((rest, [recorded, id]) => withCommit(rest, recorded, id), text);
      return places.reduce((rest, [mark, place]) => rest.replaceAll(mark, place), here);
    },
    isKnownCommit: (id) => commits.some(([, here]) => here === id),
    async perform(action) {
      if (action.action === 'git-server') {
        await (action.up ? server.start() : server.stop());
      } else if (action.action === 'write-file') {
        const file = join(folder, action.path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, action.content);
      } else await repositories.get(action.repo)?.apply(action);
    },
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

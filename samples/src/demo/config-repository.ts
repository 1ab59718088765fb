import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { historyOfTheShop } from './config-history.ts';
import { createKey, encrypt } from './demo-encryption.ts';
import type { DemoFolder } from './demo-folder.ts';
import { runCommand } from './run-command.ts';

/** Runs git in a folder and returns what it printed, trimmed. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const output = await runCommand('git', ['-C', folder, ...args], {
    env: { GIT_TERMINAL_PROMPT: '0' },
  });
  return output.trim();
}

/**
 * Makes the repository and the clone at the first start; what is there is kept as it is. The clone fetches from and
 * pushes to `url`, which changes with the port of the config server.
 */
export async function ensureConfigRepository(folder: DemoFolder, url: string): Promise<void> {
  await moveFormerRepository(folder);
  if (!existsSync(folder.bareRepository) || !existsSync(folder.clone)) await createMissing(folder);
  await git(folder.clone, 'remote', 'set-url', 'origin', url);
  // A proxy does not know this machine by 127.0.0.1.
  await git(folder.clone, 'config', 'http.proxy', '');
}

/** Demos made by earlier versions have it beside the data of the servers. */
async function moveFormerRepository({
  formerRepository,
  bareRepository,
}: DemoFolder): Promise<void> {
  if (!existsSync(formerRepository) || existsSync(bareRepository)) return;
  await mkdir(path.dirname(bareRepository), { recursive: true, mode: 0o700 });
  await rename(formerRepository, bareRepository);
}

async function createMissing(folder: DemoFolder): Promise<void> {
  await mkdir(folder.root, { recursive: true });
  const staging = await mkdtemp(path.join(folder.root, 'new-'));
  try {
    if (!existsSync(folder.bareRepository))
      await createBare(folder, path.join(staging, 'config.git'));
    if (!existsSync(folder.clone)) await createClone(folder, path.join(staging, 'config'));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Fills a repository with history aside, then moves it into place whole. */
async function createBare(folder: DemoFolder, bare: string): Promise<void> {
  if (!existsSync(folder.keyFile)) await createKey(folder.keyFile);
  const signingKey = await encrypt(`demo-${randomBytes(6).toString('hex')}`, folder.keyFile);
  const work = `${bare}-work`;
  await git(path.dirname(bare), 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  await git(path.dirname(bare), 'clone', '--quiet', bare, work);
  await git(work, 'checkout', '--quiet', '-B', 'main');
  await nameAuthor(work);
  for (const { message, files } of historyOfTheShop(signingKey)) {
    for (const [name, content] of Object.entries(files))
      await writeFile(path.join(work, name), content);
    await git(work, 'add', '--all');
    await git(work, 'commit', '--quiet', '--message', message);
  }
  await git(work, 'push', '--quiet', 'origin', 'main');
  await mkdir(path.dirname(folder.bareRepository), { recursive: true, mode: 0o700 });
  await rename(bare, folder.bareRepository);
}

async function createClone(folder: DemoFolder, clone: string): Promise<void> {
  await git(folder.root, 'clone', '--quiet', '--branch', 'main', folder.bareRepository, clone);
  await nameAuthor(clone);
  await rename(clone, folder.clone);
}

/** So that a commit works on a machine whose git does not know its user. */
async function nameAuthor(folder: string): Promise<void> {
  await git(folder, 'config', 'user.name', 'Vernal demo');
  await git(folder, 'config', 'user.email', 'demo@localhost');
  await git(folder, 'config', 'commit.gpgSign', 'false');
}

import { constants } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VernalError } from '@vernal/core';

/**
 * Git runs these during a push. They talk to the daemon that started Git over descriptor 3, which nobody else
 * has: it gets what Git tells the hook, up to a line with a dot, and answers with lines to print and a verdict.
 * When the daemon is gone there is no verdict, and nothing is accepted.
 */
const HOOKS: Readonly<Record<string, string>> = {
  'pre-receive': `#!/bin/sh
{
  printf '%s\\n' pre-receive "$GIT_OBJECT_DIRECTORY" "$GIT_ALTERNATE_OBJECT_DIRECTORIES"
  cat
  echo .
} >&3 || exit 1
while IFS= read -r line <&3; do
  case $line in
    accepted) exit 0 ;;
    refused) exit 1 ;;
    *) printf '%s\\n' "\${line#:}" >&2 ;;
  esac
done
echo 'the config server is gone: nothing was accepted' >&2
exit 1
`,
  'post-receive': `#!/bin/sh
{
  echo post-receive
  cat
  echo .
} >&3
`,
};

/** Writes the hooks into a folder that only this user can change. */
export async function writeHooks(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, script] of Object.entries(HOOKS)) {
    await writeFile(join(folder, name), script, { mode: 0o700 });
  }
}

/**
 * Git passes over a hook that is missing or can't be executed: without them nothing may be pushed.
 *
 * @throws VernalError `CONFIG_PUSH_HOOKS`
 */
export async function requireHooks(folder: string): Promise<void> {
  try {
    for (const name of Object.keys(HOOKS)) await access(join(folder, name), constants.X_OK);
  } catch (error) {
    const message = `the hooks in ${folder} can't be executed, so pushes can't be checked`;
    throw new VernalError('CONFIG_PUSH_HOOKS', message, { cause: error });
  }
}

import { messageOf, VernalError } from '@vernal/core';

/** What Git says of a mirror that can't be read; what the remote says of its own begins with `remote:`. */
const DAMAGE =
  /^(?:fatal|error): (?!remote)(?!.*does not appear to be).*(?:is corrupt|bad object|did not send all necessary objects|unexpected line in|too short|unable to (?:read|parse|unpack)|reference broken|bad config|not a git repository|not a valid object|index file)/m;

/** A branch stands where a folder of branches should be, or the other way round. */
const IN_THE_WAY = /cannot lock ref|some local refs could not be updated/;

/** All that Git says when `ssh` ended, whatever the reason. */
const SSH_ENDED = 'fatal: Could not read from remote repository.';
/** A host key that is unknown or has changed; a private key that can't be read. */
const SSH_REASON = /you have requested strict checking\.$|^Load key /;

/** What the system says of the disk. Git goes on with what it could not do, which may sound like damage. */
const DISK =
  /^(?:fatal|error): (?!remote).*(?:No space left on device|Disk quota exceeded|Read-only file system|Out of diskspace)/;

/** Whether labels that the remote deleted are in the way of new ones. */
export function isInTheWay(error: unknown): boolean {
  return IN_THE_WAY.test(messageOf(error)) && !DAMAGE.test(messageOf(error));
}

/**
 * What went wrong with a mirror, in one line of Git's.
 * @returns `CONFIG_MIRROR_DAMAGED` when what is here can't be read, else `CONFIG_FETCH_FAILED`
 */
export function fetchProblem(error: unknown): VernalError {
  const output = messageOf(error).trim();
  const reason = reasonIn(output);
  const message = `git fetch failed: ${reason}`;
  return DAMAGE.test(output) && !DISK.test(reason)
    ? new VernalError('CONFIG_MIRROR_DAMAGED', message, { cause: error })
    : new VernalError('CONFIG_FETCH_FAILED', message, { cause: error });
}

/** Whether it takes a new mirror to get over an error. */
export function isDamage(error: unknown): boolean {
  return error instanceof VernalError && error.code === 'CONFIG_MIRROR_DAMAGED';
}

/** What is wrong with the disk; else the last line that states an error; else the last one. */
function reasonIn(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const disk = lines.find((line) => DISK.test(line));
  if (disk !== undefined) return disk;
  const stated = lines.findLastIndex((line) => /^(?:fatal|error): /.test(line));
  const reason = lines.at(stated) ?? '';
  return reason === SSH_ENDED ? (reasonOfSsh(lines.slice(0, stated)) ?? reason) : reason;
}

/** Before its last line `ssh` may say more: which host key, which file. */
function reasonOfSsh(lines: readonly string[]): string | undefined {
  return lines.findLast((line) => SSH_REASON.test(line)) ?? lines.findLast((line) => line !== '');
}

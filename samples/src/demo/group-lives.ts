/** Whether any process is left of the group that `pid` leads: so this finds what it had started, too. */
export function groupLives(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

import assert from 'node:assert/strict';
import { ManualTime, settle } from '@vernal/core/testing';
import { GitHosts } from '../../../src/adapters/git/git-hosts.ts';
import { SharedCheck } from '../../../src/adapters/git/shared-check.ts';

describe('a check that is shared', () => {
  const ends: (() => void)[] = [];
  const run = () =>
    new Promise<void>((resolve) => {
      ends.push(resolve);
    });
  beforeEach(() => {
    ends.length = 0;
  });

  const hostWith = (checksAtOnce: number) =>
    new GitHosts({ checksAtOnce, pollsPerMinute: 1 }, new ManualTime()).of('https://a.example');

  it('is joined while it waits, and followed by one more for all who ask while it runs', async () => {
    const check = new SharedCheck(hostWith(8), run);
    const first = [check.ask(), check.ask(), check.ask()];
    await settle();
    assert.equal(ends.length, 1);
    const late = [check.ask(), check.ask()];
    await settle();
    assert.equal(ends.length, 1);
    ends[0]?.();
    await Promise.all(first);
    await settle();
    assert.equal(ends.length, 2);
    ends[1]?.();
    await Promise.all(late);
  });

  it('does not take place when it was stopped in line, and keeps no one waiting for it', async () => {
    const host = hostWith(1);
    const [busy, waiting] = [new SharedCheck(host, run), new SharedCheck(host, run)];
    const asked = [busy.ask(), waiting.ask()];
    await settle();
    await waiting.stop();
    await waiting.ask();
    ends[0]?.();
    await Promise.all(asked);
    assert.equal(ends.length, 1);
  });
});

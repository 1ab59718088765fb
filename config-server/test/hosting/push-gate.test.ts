import assert from 'node:assert/strict';
import { ManualTime } from '@vernal/core/testing';
import { Deadline } from '../../src/checks/deadline.ts';
import { PushGate } from '../../src/hosting/push-gate.ts';
import type { PushedCommits } from '../../src/ports/git-host.ts';
import type { PushCheck } from '../../src/ports/push-check.ts';

const LIMIT_MS = 30_000;
const REFS = ['one', 'two', 'three', 'four'];
const ID = 'a'.repeat(40);

/** Commits that bring nothing. */
const COMMITS: PushedCommits = {
  uri: 'hosted:config',
  commitOf: (id) => Promise.resolve(id),
  goesOnFrom: () => Promise.resolve(true),
  changedEntries: () => Promise.resolve([]),
  files: () => Promise.resolve(new Map()),
  read: () => Promise.resolve(new Uint8Array()),
};

describe('the judgement of a push with many branches', () => {
  let checked: string[];
  let onCheck: (label: string) => void;
  const time = new ManualTime();
  const check: PushCheck = {
    begin: (signal) => new Deadline(time, LIMIT_MS, signal),
    check({ label }) {
      checked.push(label);
      onCheck(label);
      return Promise.resolve({ verdict: 'accepted', findings: [] });
    },
  };

  function judge(signal: AbortSignal) {
    checked = [];
    return new PushGate({ check, describe: () => [] }).judge({
      repository: { name: 'config', defaultBranch: 'main', rules: [] },
      pusher: { name: 'ada' },
      updates: REFS.map((name) => ({ ref: `refs/heads/${name}`, before: undefined, after: ID })),
      commits: COMMITS,
      signal,
    });
  }

  it('looks at all of them', async () => {
    onCheck = () => undefined;
    const { accepted } = await judge(new AbortController().signal);
    assert.deepEqual([accepted, checked], [true, REFS]);
  });

  it('ends when nobody waits for it any more', async () => {
    const client = new AbortController();
    onCheck = (label) => {
      if (label === 'two') client.abort();
    };
    const { accepted } = await judge(client.signal);
    assert.deepEqual([accepted, checked], [false, ['one', 'two']]);
  });

  it('has one time limit for all of them, and says so', async () => {
    onCheck = () => void time.advance(LIMIT_MS / 2);
    const { accepted, lines } = await judge(new AbortController().signal);
    assert.deepEqual([accepted, checked], [false, ['one', 'two']]);
    assert.match(lines[0] ?? '', /^time was up .* vernal\.config\.check\.timeout$/);
  });
});

import assert from 'node:assert/strict';
import { ManualTime, seededRandom, settle } from '@vernal/core/testing';
import { GitHosts } from '../../../src/adapters/git/git-hosts.ts';
import { PollSchedule } from '../../../src/adapters/git/poll-schedule.ts';

const URI = 'https://git.example.org/config.git';

describe('a Git host', () => {
  it('is one for all addresses that lead to it', () => {
    const hosts = new GitHosts({ checksAtOnce: 1, pollsPerMinute: 1 }, new ManualTime());
    assert.equal(hosts.of('https://git.example.org/a.git'), hosts.of('https://git.example.org/b'));
    assert.equal(hosts.of('git@git.example.org:a.git'), hosts.of('git@git.example.org:b.git'));
    assert.notEqual(
      hosts.of('https://git.example.org/a'),
      hosts.of('https://git.example.org:81/a'),
    );
  });

  it('is asked by so many checks at once; more wait in line, whatever becomes of those before', async () => {
    const host = new GitHosts({ checksAtOnce: 2, pollsPerMinute: 1 }, new ManualTime()).of(URI);
    const ends: ((problem?: Error) => void)[] = [];
    const checks = Array.from({ length: 5 }, () =>
      host.check(
        () =>
          new Promise((resolve, reject) => {
            ends.push((problem) => (problem === undefined ? resolve() : reject(problem)));
          }),
      ),
    );
    await settle();
    assert.equal(ends.length, 2);
    ends[0]?.(new Error('down'));
    await assert.rejects(checks[0] ?? Promise.resolve(), { message: 'down' });
    await settle();
    assert.equal(ends.length, 3);
    for (let next = 1; next < 5; next++) {
      ends[next]?.();
      await settle();
    }
    await Promise.all(checks.slice(1));
  });

  it('is polled as often a minute as its limit says, however many repositories it has', async () => {
    const time = new ManualTime();
    const host = new GitHosts({ checksAtOnce: 8, pollsPerMinute: 60 }, time).of(URI);
    const random = seededRandom(7);
    const checkedAt = Array.from({ length: 300 }, () => time.now());
    const polls = checkedAt.map(() => 0);
    const schedules = polls.map(
      (_, index) =>
        new PollSchedule({
          host,
          timers: time,
          random,
          restMs: () => (checkedAt[index] ?? 0) + 30_000 - time.now(),
          poll: () => {
            checkedAt[index] = time.now();
            polls[index] = (polls[index] ?? 0) + 1;
            return Promise.resolve();
          },
        }),
    );
    for (const schedule of schedules) await schedule.start();
    const perMinute: number[] = [];
    for (let minute = 0; minute < 20; minute++) {
      const before = polls.reduce((sum, count) => sum + count);
      await time.advance(60_000);
      perMinute.push(polls.reduce((sum, count) => sum + count) - before);
    }
    assert.ok(Math.max(...perMinute) <= 61, perMinute.join());
    assert.ok(Math.min(...perMinute.slice(1)) >= 55, perMinute.join());
    // Each gets its turn: none is polled twice as often as another.
    assert.ok(Math.max(...polls) - Math.min(...polls) <= 1);
    for (const schedule of schedules) await schedule.stop();
    assert.equal(time.pending, 0);
  });
});

describe('the polls of a repository', () => {
  it('are out of step with those of others, and put off by a check that somebody asked for', async () => {
    const time = new ManualTime();
    const hosts = new GitHosts({ checksAtOnce: 8, pollsPerMinute: 60_000 }, time);
    const random = seededRandom(3);
    const startedAt = time.now();
    const firstPolls: number[] = [];
    let checkedAt = startedAt;
    const schedules = Array.from({ length: 20 }, () => {
      let last = startedAt;
      return new PollSchedule({
        host: hosts.of(URI),
        timers: time,
        random,
        restMs: () => Math.max(last, checkedAt) + 30_000 - time.now(),
        poll: () => {
          last = time.now();
          firstPolls.push(last - startedAt);
          return Promise.resolve();
        },
      });
    });
    for (const schedule of schedules) await schedule.start();
    await time.advance(10_000);
    checkedAt = time.now();
    await time.advance(29_999);
    assert.deepEqual(firstPolls, []);
    await time.advance(8_000);
    assert.equal(firstPolls.length, 20);
    // By chance; the turns of the host alone are a millisecond apart.
    assert.ok(Math.max(...firstPolls) - Math.min(...firstPolls) > 1_000, firstPolls.join());
    for (const schedule of schedules) await schedule.stop();
  });
});

import assert from 'node:assert/strict';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import type { Applications } from '@vernal/protocol/eureka';
import { RegionRegistry } from '../../src/domain/remote-region/region-registry.ts';
import type { RegionFetch } from '../../src/ports/remote-region.ts';
import { pollRegion } from '../../src/remote-regions/poll-region.ts';

const EMPTY: Applications = { versionsDelta: '1', appsHashCode: '', applications: [] };
const WHOLE: RegionFetch = { kind: 'ok', applications: EMPTY };
const AWAY: RegionFetch = { kind: 'unavailable', problem: 'nobody there' };
const MISSED: RegionFetch = { kind: 'ok', applications: { ...EMPTY, appsHashCode: 'UP_1_' } };

/** A region whose answers a test gives, and what was asked of it. */
function openPoll({ usesDelta = true } = {}) {
  const asked: string[] = [];
  const answers: { full: RegionFetch; delta: RegionFetch } = { full: WHOLE, delta: WHOLE };
  const logger = new RecordingLogger();
  const region = new RegionRegistry({ name: 'east', deltaRetentionMs: 1_000 });
  const answer = (kind: keyof typeof answers) => {
    asked.push(kind);
    return Promise.resolve(answers[kind]);
  };
  const source = {
    fetchAll: () => answer('full'),
    fetchDelta: () => answer('delta'),
    close: () => undefined,
  };
  const poll = () => pollRegion({ source, region, usesDelta, clock: new ManualTime(), logger });
  return { asked, answers, logger, poll };
}

describe('polling a region', () => {
  it('fetches everything once, then what changed', async () => {
    const { asked, poll } = openPoll();
    for (let round = 0; round < 3; round++) await poll();
    assert.deepEqual(asked, ['full', 'delta', 'delta']);
  });

  it('fetches everything again when a change was missed', async () => {
    const { asked, answers, poll } = openPoll();
    await poll();
    answers.delta = MISSED;
    await poll();
    assert.deepEqual(asked, ['full', 'delta', 'full']);
  });

  it('fetches everything when there are no deltas, or none are wanted', async () => {
    const without = openPoll();
    await without.poll();
    without.answers.delta = { kind: 'absent' };
    await without.poll();
    assert.deepEqual(without.asked, ['full', 'delta', 'full']);
    const unwanted = openPoll({ usesDelta: false });
    await unwanted.poll();
    await unwanted.poll();
    assert.deepEqual(unwanted.asked, ['full', 'full']);
  });

  it('says what is wrong with a region that is away, and asks it once a round', async () => {
    const { asked, answers, logger, poll } = openPoll();
    answers.full = AWAY;
    await poll();
    answers.full = WHOLE;
    await poll();
    answers.delta = AWAY;
    await poll();
    assert.deepEqual(asked, ['full', 'full', 'delta']);
    assert.deepEqual(
      logger.lines.map(({ fields }) => fields),
      [
        { region: 'east', problem: 'nobody there' },
        { region: 'east', problem: 'nobody there' },
      ],
    );
  });
});

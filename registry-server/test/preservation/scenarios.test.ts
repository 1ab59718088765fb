import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { PreservationMode } from '../../src/domain/self-preservation.ts';
import { observe, SCENARIOS, type Scenario } from './scenarios.ts';
import type { Observation } from './simulated-fleet.ts';

const GUIDE = new URL(
  '../docs/registry/self-preservation.md',
  import.meta.resolve('@vernal/registry-server/package.json'),
);
const MODES: readonly PreservationMode[] = ['eureka', 'verified'];

/** A line of the table in the guide. */
function lineOf({ name }: Scenario, mode: PreservationMode, observed: Observation): string {
  const { deadListed, longestDeadMinutes, livingRemoved } = observed;
  const longest =
    deadListed > 0 ? 'does not go' : `${Math.round(longestDeadMinutes * 10) / 10} min`;
  return `| ${name} | \`${mode}\` | ${longest} | ${deadListed} | ${livingRemoved} |`;
}

function scenario(start: string): Scenario {
  const found = SCENARIOS.find(({ name }) => name.startsWith(start));
  assert.ok(found, start);
  return found;
}

describe('who is listed against who lives', () => {
  for (const played of SCENARIOS) {
    for (const mode of MODES) {
      it(`is as the guide says: ${played.name}, ${mode}`, async () => {
        const guide = await readFile(GUIDE, 'utf8');
        const line = lineOf(played, mode, await observe(played, mode));
        assert.ok(guide.includes(`${line}\n`), `the guide lacks\n${line}`);
      });
    }
  }

  it('keeps every dead instance of a large loss for ever by the arithmetic', async () => {
    const observed = await observe(scenario('1,000'), 'eureka');
    assert.equal(observed.deadListed, 700);
  });

  for (const start of ['300 services', '1,000', 'one zone']) {
    it(`frees the list of all dead within a quarter of an hour when they are asked: ${start}`, async () => {
      const observed = await observe(scenario(start), 'verified');
      assert.equal(observed.deadListed, 0);
      assert.ok(observed.longestDeadMinutes <= 15, String(observed.longestDeadMinutes));
      assert.equal(observed.livingRemoved, 0);
    });
  }

  for (const start of ['half cut off for two', 'the same']) {
    it(`removes no living instance when they are asked: ${start}`, async () => {
      assert.equal((await observe(scenario(start), 'verified')).livingRemoved, 0);
    });
  }
});

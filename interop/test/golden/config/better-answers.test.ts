import assert from 'node:assert/strict';
import { readBetterAnswers, withBetterAnswers } from '../../../src/golden/config/better-answers.ts';
import { loadGroups } from '../../../src/golden/config/group.ts';
import { goldenFolder } from '../../../src/golden/pending.ts';

describe('an answer that is better than the recorded one', () => {
  const groups = loadGroups(goldenFolder('config'));

  for (const better of readBetterAnswers()) {
    it(`takes the place of one that was recorded: ${better.group} ${better.path}`, () => {
      const scenarios = groups.find(({ name }) => name === better.group)?.scenarios ?? [];
      const changed = scenarios.flatMap((scenario) => {
        const steps = withBetterAnswers(scenario, [better]).steps;
        return steps.filter((step, index) => step !== scenario.steps[index]);
      });
      const bodies = changed.map((step) => ('request' in step ? step.response.body : undefined));
      assert.equal(bodies.length, 1);
      assert.ok(bodies[0]?.includes(better.ours));
      assert.notEqual(better.reason, '');
    });
  }
});

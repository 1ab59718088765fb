import assert from 'node:assert/strict';
import { loadScenarios } from '../../src/golden/eureka/scenario.ts';
import { playInSkippedTime } from '../../src/golden/eureka/skipped-time.ts';
import { goldenFolder, readPending, verdict } from '../../src/golden/pending.ts';

const pending = readPending().eureka;

describe('the registry beside a recorded Java Eureka server', () => {
  for (const scenario of loadScenarios(goldenFolder('eureka'))) {
    const { name, about, checklist } = scenario;
    const isPending = (pending[scenario.server.profile] ?? []).includes(name);
    const prefix = isPending ? 'does not yet pass ' : '';
    it(`${prefix}${name}: ${about} [eureka ${checklist.join(', ')}]`, async () => {
      assert.equal(verdict(await playInSkippedTime(scenario), isPending), undefined);
    });
  }
});

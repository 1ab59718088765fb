import assert from 'node:assert/strict';
import type { ConfigScenario, Group } from '../../src/golden/config/group.ts';
import { loadGroups } from '../../src/golden/config/group.ts';
import { type OpenGroup, openGroup } from '../../src/golden/config/in-process-host.ts';
import { playConfigScenario } from '../../src/golden/config/play.ts';
import { goldenFolder, readPending, verdict } from '../../src/golden/pending.ts';

const pending = readPending().config;
const recordings = goldenFolder('config');

async function differences(group: Group, scenario: ConfigScenario, open: OpenGroup) {
  if (group.server.startFails === true) {
    return open.daemon === undefined ? [] : ['the server should have refused to start'];
  }
  if (open.daemon === undefined) return [`the server did not start: ${String(open.refusal)}`];
  return playConfigScenario(scenario, { url: open.daemon.url, workshop: open.workshop });
}

describe('the config server beside a recorded Spring Cloud Config Server', () => {
  for (const group of loadGroups(recordings)) {
    describe(`${group.name}: ${group.about}`, () => {
      let open: OpenGroup;
      before(async () => {
        open = await openGroup(group, recordings);
      });
      after(() => open.close());

      for (const scenario of group.scenarios) {
        const { name, about, checklist } = scenario;
        const isPending = (pending[group.name] ?? []).includes(name);
        const prefix = isPending ? 'does not yet pass ' : '';
        it(`${prefix}${name}: ${about} [config ${checklist.join(', ')}]`, async () => {
          const found = await differences(group, scenario, open);
          assert.equal(verdict(found, isPending), undefined);
        });
      }
    });
  }
});

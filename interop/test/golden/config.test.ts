import assert from 'node:assert/strict';
import { configDaemon } from '@vernal/config-server';
import { loadGroups } from '../../src/golden/config/group.ts';
import { type OpenGroup, openGroup } from '../../src/golden/config/open-group.ts';
import { withUnchangingRemote } from '../../src/golden/config/unchanging-remote.ts';
import { inProcess } from '../../src/golden/in-process-server.ts';
import { goldenFolder, readPending, verdict } from '../../src/golden/pending.ts';

const pending = readPending().config;
const recordings = goldenFolder('config');

describe('the config server beside a recorded Spring Cloud Config Server', () => {
  for (const group of loadGroups(recordings)) {
    describe(`${group.name}: ${group.about}`, () => {
      let open: OpenGroup;
      before(async () => {
        open = await openGroup(
          group,
          recordings,
          withUnchangingRemote(group, inProcess(configDaemon)),
        );
      });
      after(() => open.close());

      for (const scenario of group.scenarios) {
        const { name, about, checklist } = scenario;
        const isPending = (pending[group.name] ?? []).includes(name);
        const prefix = isPending ? 'does not yet pass ' : '';
        it(`${prefix}${name}: ${about} [config ${checklist.join(', ')}]`, async () => {
          assert.equal(verdict(await open.play(scenario), isPending), undefined);
        });
      }
    });
  }
});

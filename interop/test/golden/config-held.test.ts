import assert from 'node:assert/strict';
import { configDaemon } from '@vernal/config-server';
import {
  type ConfigScenario,
  type Group,
  loadGroups,
  type RequestStep,
} from '../../src/golden/config/group.ts';
import { openGroup } from '../../src/golden/config/open-group.ts';
import { withUnchangingRemote } from '../../src/golden/config/unchanging-remote.ts';
import { inProcess } from '../../src/golden/in-process-server.ts';
import { goldenFolder } from '../../src/golden/pending.ts';

const HOLD_BROKEN = 'vernal.config.hold-broken';
const recordings = goldenFolder('config');

function recorded(name: string): Group {
  const group = loadGroups(recordings).find((one) => one.name === name);
  assert.ok(group);
  return group;
}

/** What differs when the scenarios are played on the server of a group with one more option. */
async function differences(
  group: Group,
  holdBroken: boolean,
  scenarios: readonly ConfigScenario[] = group.scenarios,
): Promise<string[]> {
  const options = { ...group.server.options, [HOLD_BROKEN]: holdBroken };
  const server = { ...group.server, options };
  const start = withUnchangingRemote({ ...group, scenarios }, inProcess(configDaemon));
  const open = await openGroup({ ...group, server }, recordings, start);
  try {
    const found: string[] = [];
    for (const scenario of scenarios) found.push(...(await open.play(scenario)));
    return found;
  } finally {
    await open.close();
  }
}

/** A commit that the Java server answers with 500, after a good one: it always serves the newest. */
function brokenAfterGood(): ConfigScenario {
  const good = recorded('live').scenarios.flatMap(({ steps }) => steps)[0] as RequestStep;
  const failing: RequestStep = {
    request: good.request,
    response: { status: 500, headers: {} },
    compare: 'status',
  };
  const commit = { action: 'commit', repo: 'team-a', branch: 'main', message: 'broken' } as const;
  const steps = [good, { ...commit, files: { 'application.yml': 'from: [\n' } }, failing];
  return { name: 'broken-after-good', about: '', checklist: [], steps };
}

describe('a recorded config server, and its twin that holds broken commits back', () => {
  it('answer a broken push with 500, or with the last good commit', async () => {
    const live = recorded('live');
    assert.deepEqual(await differences(live, false, [brokenAfterGood()]), []);
    const [held = '', ...others] = await differences(live, true, [brokenAfterGood()]);
    assert.match(held, /expected 500, got 200 .*"from":"team a"/);
    assert.deepEqual(others, []);
  }).timeout(60_000);

  it('differ over a team’s repository that can’t be read, which is a 404 here, and over nothing else', async () => {
    const patterns = recorded('patterns');
    const asked = (await differences(patterns, true)).map((line) => line.split(': ', 1)[0]);
    assert.deepEqual(
      [...new Set(asked)],
      ['GET /broken1/default', 'GET /broken1/default/main/f.txt'],
    );
  }).timeout(60_000);
});

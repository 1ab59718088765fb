import assert from 'node:assert/strict';
import { configDaemon } from '@vernal/config-server';
import { recordedClients } from '../../src/golden/config/client-exchanges.ts';
import { type Group, loadGroups } from '../../src/golden/config/group.ts';
import { type OpenGroup, openGroup } from '../../src/golden/config/open-group.ts';
import { withUnchangingRemote } from '../../src/golden/config/unchanging-remote.ts';
import { inProcess } from '../../src/golden/in-process-server.ts';
import { goldenFolder } from '../../src/golden/pending.ts';

const recordings = goldenFolder('config');
const clients = recordedClients(recordings);
const basic = loadGroups(recordings).find(({ name }) => name === 'basic');
assert.ok(basic);

describe('the config server before a recorded Spring Boot client', () => {
  const open = useGroup(basic);

  for (const client of clients) {
    const { name, about, checklist } = client;
    const numbers = checklist.length === 0 ? '' : ` [config ${checklist.join(', ')}]`;
    it(`answers ${name}: ${about}${numbers}`, async () => {
      assert.deepEqual(await open().play(client), []);
    });
  }
});

describe('the config server before a recorded client, with credentials', () => {
  const joe = { 'spring.security.user.name': 'joe', 'spring.security.user.password': 's3cret' };
  const { server } = basic;
  const open = useGroup({
    ...basic,
    server: { ...server, options: { ...server.options, ...joe } },
  });
  const [named, unnamed] = ['client-credentials', 'client-default'].map((name) =>
    clients.find((client) => client.name === name),
  );

  it('lets in the one who has them in its URI, and nobody else [config 124]', async () => {
    assert.ok(named !== undefined && unnamed !== undefined);
    assert.deepEqual(await open().play(named), []);
    const [difference] = await open().play(unnamed);
    assert.match(String(difference), /expected 200, got 401/);
  });
});

function useGroup(group: Group): () => OpenGroup {
  let opened: OpenGroup | undefined;
  before(async () => {
    opened = await openGroup(
      group,
      recordings,
      withUnchangingRemote(group, inProcess(configDaemon)),
    );
  });
  after(() => opened?.close());
  return () => {
    assert.ok(opened);
    return opened;
  };
}

import assert from 'node:assert/strict';
import { DemoFailure } from '../../src/demo/demo-failure.ts';
import { claimPorts } from '../../src/demo/ports.ts';
import { closeServer, listen } from '../../src/service/listen.ts';

const ANY_FREE = {
  'registry.port': 0,
  'config.port': 0,
  'bus.port': 0,
  'bus.http-port': 0,
  'storefront.port': 0,
};

describe('the ports of the demo', () => {
  it('are free ones where 0 was asked for, each another', async () => {
    const ports = Object.values(await claimPorts(ANY_FREE));
    assert.ok(ports.every((port) => port > 0));
    assert.equal(new Set(ports).size, ports.length);
  });

  it('when in use, are named with who wants them and the option that changes them', async () => {
    const { server, port } = await listen((_request, response) => response.end(), 0);
    const claimed = claimPorts({ ...ANY_FREE, 'config.port': port });
    await assert.rejects(claimed, (error: unknown) => {
      assert.ok(error instanceof DemoFailure);
      assert.deepEqual(error.lines, [
        `Port ${port} is in use, and the config server wants it: choose another with npm start -- --config.port=PORT`,
      ]);
      return true;
    });
    await closeServer(server);
  });
});

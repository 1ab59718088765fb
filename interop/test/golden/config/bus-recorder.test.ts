import assert from 'node:assert/strict';
import { createMqttTransport } from '@vernal/bus';
import { silentLogger } from '@vernal/core';
import { eventDifferences } from '../../../src/golden/config/answer-difference.ts';
import { startBusRecorder } from '../../../src/golden/config/bus-recorder.ts';
import type { RequestStep } from '../../../src/golden/config/group.ts';
import { inTemporaryFolder } from '../../../src/golden/temporary-folder.ts';

const orders = { type: 'RefreshRemoteApplicationEvent', destinationService: 'orders:**' };
const everyone = { ...orders, destinationService: '*:**' };

describe('the recorder of bus events', () => {
  it('gives what a server published since the last time, in order', () =>
    inTemporaryFolder(async (folder) => {
      const recorder = await startBusRecorder(folder);
      const server = createMqttTransport({
        url: recorder.url,
        clientId: 'server',
        logger: silentLogger,
      });
      await server.start();
      await recorder.untilServerConnected();
      for (const event of [orders, everyone]) {
        await server.publish('springCloudBus', JSON.stringify(event), { retain: false });
      }
      assert.deepEqual(await recorder.take(), [orders, everyone]);
      assert.deepEqual(await recorder.take(), []);
      await server.stop();
      await recorder.stop();
    }));

  it('lets a play fail for an event that is missing, added or elsewhere', () => {
    const step: RequestStep = {
      request: { method: 'POST', path: '/monitor' },
      response: { status: 200, headers: {}, busEvents: [orders, everyone] },
      compare: 'json',
    };
    assert.deepEqual(eventDifferences(step, [orders, everyone]), []);
    for (const events of [[], [orders], [everyone, orders], [orders, everyone, orders]]) {
      assert.equal(eventDifferences(step, events).length, 1);
    }
  });
});

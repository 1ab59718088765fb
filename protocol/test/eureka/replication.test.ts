import assert from 'node:assert/strict';
import {
  decodeInstance,
  decodeReplicationList,
  encodeReplicationResults,
} from '@vernal/protocol/eureka';
import { springBody, springInstance } from './sample-instance.ts';

describe('a replication batch', () => {
  it('reads every action with what belongs to it [eureka 91]', () => {
    const replicationList = [
      { appName: 'A', id: '1', action: 'Heartbeat', lastDirtyTimestamp: 5, status: 'UP' },
      { appName: 'A', id: '2', action: 'Register', instanceInfo: springInstance() },
      { appName: 'A', id: '3', action: 'Cancel' },
      { appName: 'A', id: '4', action: 'StatusUpdate', status: 'bogus' },
      { appName: 'A', id: '5', action: 'DeleteStatusOverride', lastDirtyTimestamp: '6' },
    ];
    const items = decodeReplicationList(JSON.stringify({ replicationList }));
    assert.ok(items.ok);
    assert.deepEqual(
      items.value.map(({ id, lastDirtyTimestamp, status }) => [id, lastDirtyTimestamp, status]),
      [
        ['1', 5, 'UP'],
        ['2', undefined, undefined],
        ['3', undefined, undefined],
        ['4', undefined, 'bogus'],
        ['5', 6, undefined],
      ],
    );
    assert.equal(items.value[1]?.instance?.hostName, 'app7.lab');
  });

  it('names the item that is wrong', () => {
    const replicationList = [{ appName: 'A', id: '1', action: 'Explode' }];
    const items = decodeReplicationList(JSON.stringify({ replicationList }));
    assert.ok(!items.ok);
    assert.equal(items.problems[0]?.path, 'replicationList.0.action');
  });

  it('refuses a body without a list', () => {
    assert.equal(decodeReplicationList('{}').ok, false);
  });

  it('answers with the bare instance on a conflict [eureka 93]', () => {
    const instance = decodeInstance(springBody());
    assert.ok(instance.ok);
    const text = encodeReplicationResults([
      { statusCode: 200 },
      { statusCode: 409, instance: instance.value },
    ]);
    const { responseList } = JSON.parse(text) as {
      responseList: { statusCode: number; responseEntity?: { instanceId: string } }[];
    };
    assert.deepEqual(responseList[0], { statusCode: 200 });
    assert.equal(responseList[1]?.responseEntity?.instanceId, 'app7.lab:billing:9007');
  });
});

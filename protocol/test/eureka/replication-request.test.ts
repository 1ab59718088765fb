import assert from 'node:assert/strict';
import {
  completeRegistration,
  decodeInstance,
  decodeReplicationList,
  decodeReplicationResults,
  encodeReplicationList,
  encodeReplicationResults,
  type InstanceInfo,
  type ReplicationItem,
  type ReplicationRequest,
} from '@vernal/protocol/eureka';
import fc from 'fast-check';
import { recordedBatches } from './golden.ts';
import { springBody } from './sample-instance.ts';

function billing(): InstanceInfo {
  const instance = decodeInstance(springBody());
  assert.ok(instance.ok);
  return instance.value;
}

describe('a replication batch to a peer', () => {
  it('is written exactly as a Java peer writes it [eureka 102]', () => {
    const batches = recordedBatches('client-jersey3-and-peer-2025');
    assert.ok(batches.length > 5);
    for (const { request } of batches) assert.equal(rewritten(request.body), request.body);
  });

  it('leaves out what an action has not, and sends the timestamp as a number [eureka 102]', () => {
    const text = encodeReplicationList([
      { appName: 'A', id: '1', action: 'Heartbeat', lastDirtyTimestamp: 5, status: 'UP' },
      { appName: 'A', id: '2', action: 'Cancel' },
    ]);
    assert.equal(
      text,
      '{"replicationList":[{"appName":"A","id":"1","lastDirtyTimestamp":5,"status":"UP","action":"Heartbeat"},' +
        '{"appName":"A","id":"2","action":"Cancel"}]}',
    );
  });

  it('has nothing in its instance that is lost on the way', () => {
    const instance = billing();
    const text = encodeReplicationList([
      { appName: 'BILLING', id: instance.instanceId, action: 'Register', instance },
    ]);
    const items = decodeReplicationList(text);
    assert.ok(items.ok);
    assert.equal(items.value[0]?.instance?.hostName, instance.hostName);
  });
});

describe("a peer's answer to a batch", () => {
  for (const scenario of ['batch-heartbeat', 'batch-mixed', 'batch-register', 'batch-status']) {
    it(`is read as a Java server wrote it: ${scenario}`, () => {
      for (const { request, response } of recordedBatches(scenario)) {
        const items = decodeReplicationList(request.body);
        const results = decodeReplicationResults(response.body);
        assert.ok(items.ok && results.ok);
        assert.equal(results.value.length, items.value.length);
        assert.equal(encodeReplicationResults(results.value), response.body);
      }
    });
  }

  it('is read with the instances of its conflicts', () => {
    const results = decodeReplicationResults(
      encodeReplicationResults([{ statusCode: 200 }, { statusCode: 409, instance: billing() }]),
    );
    assert.ok(results.ok);
    assert.deepEqual(results.value[0], { statusCode: 200 });
    assert.equal(results.value[1]?.instance?.instanceId, 'app7.lab:billing:9007');
  });

  for (const body of ['', '[]', '{}', '{"responseList":{}}', '{"responseList":[{}]}', '<html>']) {
    it(`is refused when it is ${body === '' ? 'empty' : body}`, () => {
      assert.equal(decodeReplicationResults(body).ok, false);
    });
  }

  it('never throws, whatever it is', () => {
    const lists = fc
      .record({ responseList: fc.array(fc.jsonValue()) })
      .map((it) => JSON.stringify(it));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), lists), (body) => {
        decodeReplicationResults(body);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Reads a batch and writes it again. */
function rewritten(body: string): string {
  const items = decodeReplicationList(body);
  assert.ok(items.ok);
  return encodeReplicationList(items.value.map(requestOf));
}

function requestOf({ instance: draft, ...item }: ReplicationItem): ReplicationRequest {
  if (draft === undefined) return item as ReplicationRequest;
  const instance = completeRegistration(draft, { app: item.appName, nowMs: 0 });
  assert.ok(instance.ok);
  return { ...item, instance: instance.value } as ReplicationRequest;
}

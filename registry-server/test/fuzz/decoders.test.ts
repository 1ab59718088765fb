import assert from 'node:assert/strict';
import {
  completeRegistration,
  type Decoded,
  decodeApplication,
  decodeApplications,
  decodeInstance,
  decodeRegistration,
  decodeReplicationList,
  decodeReplicationResults,
  encodeApplications,
  encodeInstance,
  type InstanceDraft,
} from '@vernal/protocol/eureka';
import { decodeRegistrationXml, encodeInstanceXml } from '@vernal/protocol/eureka/xml';
import { fuzzDecoder, type Verdict } from '@vernal/server-kit/testing';
import fc from 'fast-check';
import { fuzzed } from './fuzzed.ts';
import { loadCorpus } from './golden-corpus.ts';

const corpus = loadCorpus();

function verdictOf({ ok }: { readonly ok: boolean }): Verdict {
  return ok ? 'accepted' : 'refused';
}

/** What is accepted must be readable as it is written: one registration must not spoil the lists of all. */
function register(draft: Decoded<InstanceDraft>): Verdict {
  if (!draft.ok) return 'refused';
  const completed = completeRegistration(draft.value, { app: draft.value.app, nowMs: 1 });
  if (!completed.ok) return 'refused';
  const written = decodeInstance(encodeInstance(completed.value));
  assert.ok(written.ok);
  assert.deepEqual(written.value, completed.value);
  assert.ok(decodeRegistrationXml(encodeInstanceXml(completed.value)).ok);
  return 'accepted';
}

const someInstance = fc
  .dictionary(
    fc.constantFrom(
      'app',
      'instanceId',
      'hostName',
      'ipAddr',
      'port',
      'status',
      'metadata',
      '__proto__',
    ),
    fc.oneof(fc.string(), fc.jsonValue()),
  )
  .map((instance) => ({
    app: 'A',
    hostName: 'a',
    ipAddr: 'b',
    dataCenterInfo: { name: 'MyOwn' },
    ...instance,
  }));

describe('decoders of whatever may arrive', () => {
  after(() => {
    assert.equal(Object.getPrototypeOf({}), Object.prototype);
    assert.deepEqual(Object.keys(Object.prototype), []);
  });

  fuzzDecoder(
    'registration in JSON',
    fuzzed(
      corpus.registrations,
      someInstance.map((instance) => JSON.stringify({ instance })),
    ),
    (body) => register(decodeRegistration(body)),
  );

  fuzzDecoder('registration in XML', fuzzed(corpus.xmlRegistrations), (body) =>
    register(decodeRegistrationXml(body)),
  );

  fuzzDecoder(
    'applications, full and compact',
    fuzzed(
      corpus.applications,
      someInstance.map((instance) =>
        JSON.stringify({ applications: { application: { name: 'A', instance } } }),
      ),
    ),
    (body) => {
      const decoded = decodeApplications(body);
      if (decoded.ok) assert.ok(decodeApplications(encodeApplications(decoded.value)).ok);
      return verdictOf(decoded);
    },
  );

  fuzzDecoder(
    'one application',
    fuzzed(
      corpus.application,
      someInstance.map((instance) => JSON.stringify({ application: { instance: [instance] } })),
    ),
    (body) => verdictOf(decodeApplication(body)),
  );

  fuzzDecoder(
    'replication list',
    fuzzed(
      corpus.replicationLists,
      someInstance.map((instanceInfo) =>
        JSON.stringify({
          replicationList: [{ appName: 'A', id: 'b', action: 'Register', instanceInfo }],
        }),
      ),
    ),
    (body) => verdictOf(decodeReplicationList(body)),
  );

  fuzzDecoder('replication results', fuzzed(corpus.replicationResults), (body) =>
    verdictOf(decodeReplicationResults(body)),
  );
});

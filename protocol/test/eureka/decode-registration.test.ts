import assert from 'node:assert/strict';
import {
  decodeApplications,
  decodeInstance,
  decodeRegistration,
  decodeReplicationList,
} from '@vernal/protocol/eureka';
import fc from 'fast-check';
import { springBody, springInstance } from './sample-instance.ts';

describe('decoding a registration', () => {
  const unreadable = ['', 'not json', 'null', '[]', '{}', '{"instance":[]}', '{"inst":{}}', '5'];
  for (const body of unreadable) {
    it(`refuses ${body === '' ? 'an empty body' : body} [eureka 25]`, () => {
      assert.equal(decodeRegistration(body).ok, false);
    });
  }

  it('refuses a second root key', () => {
    const body = JSON.stringify({ instance: springInstance(), other: 1 });
    assert.equal(decodeRegistration(body).ok, false);
  });

  it('names the field that cannot be read', () => {
    const result = decodeRegistration(springBody({ port: 'many' }));
    assert.ok(!result.ok);
    assert.equal(result.problems[0]?.path, 'instance.port');
    const center = decodeRegistration(springBody({ dataCenterInfo: { name: 'Moon' } }));
    assert.ok(!center.ok);
    assert.equal(center.problems[0]?.path, 'instance.dataCenterInfo.name');
  });

  it('reads a bare number as port, and an unreadable number as 0', () => {
    const bare = decodeRegistration(springBody({ port: 8080 }));
    assert.deepEqual(bare.ok && bare.value.port, { number: 8080, enabled: true });
    const unreadablePort = decodeRegistration(springBody({ port: { $: 'x' } }));
    assert.deepEqual(unreadablePort.ok && unreadablePort.value.port, { number: 0, enabled: true });
    const negative = decodeRegistration(springBody({ port: { $: '-0' } }));
    assert.deepEqual(negative.ok && negative.value.port, { number: 0, enabled: true });
  });

  it("keeps numbers that Java's int can't hold from strict readers", () => {
    const tooLarge = 2 ** 31;
    const result = decodeRegistration(
      springBody({
        port: { $: tooLarge },
        securePort: tooLarge,
        countryId: tooLarge,
        leaseInfo: { renewalIntervalInSecs: tooLarge, durationInSecs: String(tooLarge) },
      }),
    );
    assert.ok(result.ok);
    const { port, securePort, countryId, lease } = result.value;
    assert.deepEqual([port?.number, securePort?.number, countryId], [0, 0, undefined]);
    assert.deepEqual([lease?.renewalIntervalInSecs, lease?.durationInSecs], [30, 90]);
    const largest = decodeRegistration(springBody({ leaseInfo: { durationInSecs: tooLarge - 1 } }));
    assert.equal(largest.ok && largest.value.lease?.durationInSecs, tooLarge - 1);
  });

  it('survives metadata that tries to become a prototype', () => {
    const result = decodeRegistration(
      springBody().replace('"management.port"', '"__proto__":"x","management.port"'),
    );
    assert.ok(result.ok);
    assert.equal(Object.getPrototypeOf(result.value.metadata), Object.prototype);
  });
});

describe('every decoder', () => {
  const decoders = {
    decodeRegistration,
    decodeInstance,
    decodeApplications,
    decodeReplicationList,
  };
  for (const [name, decode] of Object.entries(decoders)) {
    it(`${name} never throws, whatever the text`, () => {
      fc.assert(fc.property(fc.string(), (text) => typeof decode(text).ok === 'boolean'));
    });
  }

  const members = [...Object.keys(springInstance()), 'overriddenstatus', '__proto__'];

  it('decodeRegistration never throws, whatever stands in the members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...members), fc.jsonValue()), (changes) => {
        assert.equal(typeof decodeRegistration(springBody(changes)).ok, 'boolean');
      }),
    );
  });

  it('decodeApplications never throws, whatever stands in the lists', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (application, instance) => {
        const lists = [{ application }, { application: { name: 'A', instance } }];
        for (const applications of lists) {
          assert.equal(decodeApplications(JSON.stringify({ applications })).ok, true);
        }
      }),
    );
  });
});

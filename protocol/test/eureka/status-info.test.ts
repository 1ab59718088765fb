import assert from 'node:assert/strict';
import { encodeStatusInfo, encodeStatusInfoXml } from '@vernal/protocol/eureka';

const info = {
  cpus: 2,
  totalMemoryBytes: 231 * 1_048_576,
  usedMemoryBytes: 113 * 1_048_576,
  uptimeMs: 8 * 60_000,
  registeredReplicas: ['http://a/eureka/', 'http://b/eureka/'],
  availableReplicas: ['http://a/eureka/'],
  unavailableReplicas: ['http://b/eureka/'],
};

describe('the status of a registry', () => {
  it("is written in Java's words in XML [eureka 76]", () => {
    assert.equal(
      encodeStatusInfoXml(info),
      `<com.netflix.eureka.util.StatusInfo>
  <generalStats>
    <num-of-cpus>2</num-of-cpus>
    <total-avail-memory>231mb</total-avail-memory>
    <current-memory-usage>113mb (48%)</current-memory-usage>
    <server-uptime>00:08</server-uptime>
  </generalStats>
  <applicationStats>
    <registered-replicas>http://a/eureka/, http://b/eureka/</registered-replicas>
    <available-replicas>http://a/eureka/,</available-replicas>
    <unavailable-replicas>http://b/eureka/,</unavailable-replicas>
  </applicationStats>
</com.netflix.eureka.util.StatusInfo>`,
    );
  });

  it('is whole in JSON, where Java fails [eureka 76]', () => {
    const uptimeMs = ((3 * 24 + 7) * 60 + 5) * 60_000;
    const alone = { registeredReplicas: [], availableReplicas: [], unavailableReplicas: [] };
    assert.deepEqual(JSON.parse(encodeStatusInfo({ ...info, ...alone, uptimeMs })), {
      generalStats: {
        'num-of-cpus': '2',
        'total-avail-memory': '231mb',
        'current-memory-usage': '113mb (48%)',
        'server-uptime': '3 days 07:05',
      },
      applicationStats: {
        'registered-replicas': '',
        'available-replicas': '',
        'unavailable-replicas': '',
      },
    });
  });

  it("says whether enough replicas are available in Java's spelling, where that is asked for", () => {
    const healthy = { ...info, isHealthy: true };
    assert.match(encodeStatusInfo(healthy), /"isHeathly":true/);
    assert.match(encodeStatusInfoXml(healthy), /<isHeathly>true<\/isHeathly>/);
    assert.doesNotMatch(encodeStatusInfo(info), /isHeathly/);
  });
});

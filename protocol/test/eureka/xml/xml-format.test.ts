import assert from 'node:assert/strict';
import {
  type Applications,
  decodeRegistration,
  type InstanceInfo,
  writeApplication,
  writeApplications,
} from '@vernal/protocol/eureka';
import {
  compactXml,
  decodeRegistrationXml,
  encodeInstanceXml,
  fullXml,
} from '@vernal/protocol/eureka/xml';
import fc from 'fast-check';
import { decodedInstance, springBody } from '../sample-instance.ts';

function listOf(...instances: InstanceInfo[]): Applications {
  return {
    versionsDelta: '1',
    appsHashCode: 'UP_1_',
    applications: [{ name: 'BILLING', instances }],
  };
}

describe('an instance in XML', () => {
  it('is written as Java writes it [eureka 42]', () => {
    const instance = decodedInstance({ metadata: { zone: 'lab', my_key: '<a> & "b"' } });
    assert.equal(
      encodeInstanceXml(instance),
      `<instance>
  <instanceId>app7.lab:billing:9007</instanceId>
  <hostName>app7.lab</hostName>
  <app>BILLING</app>
  <ipAddr>10.20.0.77</ipAddr>
  <status>UP</status>
  <overriddenstatus>UNKNOWN</overriddenstatus>
  <port enabled="true">9007</port>
  <securePort enabled="false">443</securePort>
  <countryId>1</countryId>
  <dataCenterInfo class="com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo">
    <name>MyOwn</name>
  </dataCenterInfo>
  <leaseInfo>
    <renewalIntervalInSecs>30</renewalIntervalInSecs>
    <durationInSecs>90</durationInSecs>
    <registrationTimestamp>0</registrationTimestamp>
    <lastRenewalTimestamp>0</lastRenewalTimestamp>
    <evictionTimestamp>0</evictionTimestamp>
    <serviceUpTimestamp>0</serviceUpTimestamp>
  </leaseInfo>
  <metadata>
    <zone>lab</zone>
    <my__key>&lt;a&gt; &amp; &quot;b&quot;</my__key>
  </metadata>
  <homePageUrl>http://app7.lab:9007/</homePageUrl>
  <statusPageUrl>http://app7.lab:9007/actuator/info</statusPageUrl>
  <healthCheckUrl>http://app7.lab:9007/actuator/health</healthCheckUrl>
  <vipAddress>billing</vipAddress>
  <secureVipAddress>billing</secureVipAddress>
  <isCoordinatingDiscoveryServer>false</isCoordinatingDiscoveryServer>
  <lastUpdatedTimestamp>1735690000111</lastUpdatedTimestamp>
  <lastDirtyTimestamp>1735690000444</lastDirtyTimestamp>
</instance>`,
    );
  });

  it('says that there is no metadata with the class that Java expects [eureka 37]', () => {
    const text = encodeInstanceXml(decodedInstance({ metadata: {} }));
    assert.ok(text.includes('\n  <metadata class="java.util.Collections$EmptyMap"/>\n'));
  });

  it('is complete on Amazon, whatever was registered [eureka 39]', () => {
    const text = encodeInstanceXml(decodedInstance({ dataCenterInfo: { name: 'Amazon' } }));
    const metadata = '<metadata>\n      <instance-id>app7.lab:billing:9007</instance-id>\n';
    assert.ok(text.includes('<dataCenterInfo class="com.netflix.appinfo.AmazonInfo">'));
    assert.ok(text.includes(metadata));
  });

  it('stays readable with keys that XML has no name for', () => {
    const metadata = { '': 'none', 'a:b c': '1', '<x>': '2', __proto: '3', '9': '4' };
    const read = decodeRegistrationXml(encodeInstanceXml(decodedInstance({ metadata })));
    assert.ok(read.ok);
    const { '': _none, ...written } = metadata;
    assert.deepEqual(read.value.metadata, written);
  });

  it('says the same as its JSON, whatever the texts [eureka 42, 43]', () => {
    const text = fc.string({ unit: 'grapheme' });
    const key = text.filter((candidate) => candidate !== '' && candidate !== '@class');
    const changes = fc.record({
      metadata: fc.dictionary(key, text),
      vipAddress: text,
      hostName: text,
    });
    fc.assert(
      fc.property(changes, (change) => {
        const written = encodeInstanceXml(decodedInstance(change));
        const json = decodeRegistration(springBody(change));
        assert.deepEqual(decodeRegistrationXml(written), json);
      }),
      { numRuns: 300 },
    );
  });

  it('replaces characters that XML cannot hold', () => {
    const text = encodeInstanceXml(decodedInstance({ hostName: 'a\u0000b\u001fc\ud800d\uffffe' }));
    assert.ok(text.includes('<hostName>a\ufffdb\ufffdc\ufffdd\ufffde</hostName>'));
  });
});

describe('a list in XML', () => {
  const instance = decodedInstance({ metadata: { note: 'first\n  second' } });

  it('indents instances as the lists around them do [eureka 4, 42]', () => {
    const lines = writeApplications(fullXml, listOf(instance)).split('\n');
    assert.deepEqual(lines.slice(0, 6), [
      '<applications>',
      '  <versions__delta>1</versions__delta>',
      '  <apps__hashcode>UP_1_</apps__hashcode>',
      '  <application>',
      '    <name>BILLING</name>',
      '    <instance>',
    ]);
    assert.deepEqual(lines.slice(-3), ['    </instance>', '  </application>', '</applications>']);
    const alone = writeApplication(fullXml, { name: 'BILLING', instances: [instance] });
    assert.ok(alone.startsWith('<application>\n  <name>BILLING</name>\n  <instance>\n    <inst'));
    assert.ok(alone.includes('<note>first&#xa;  second</note>'));
  });

  it('is written without applications when there are none [eureka 3]', () => {
    const empty = { versionsDelta: '1', appsHashCode: '', applications: [] };
    assert.equal(
      writeApplications(fullXml, empty),
      `<applications>
  <versions__delta>1</versions__delta>
  <apps__hashcode></apps__hashcode>
</applications>`,
    );
    assert.equal(
      writeApplications(compactXml, empty),
      '<applications><versions__delta>1</versions__delta><apps__hashcode></apps__hashcode></applications>',
    );
  });

  it('is compact on request [eureka 44]', () => {
    assert.equal(
      writeApplications(compactXml, listOf(instance)),
      '<applications><application><name>BILLING</name><instance>' +
        '<instanceId>app7.lab:billing:9007</instanceId><app>BILLING</app><ipAddr>10.20.0.77</ipAddr>' +
        '<vipAddress>billing</vipAddress><secureVipAddress>billing</secureVipAddress>' +
        '<dataCenterInfo class="com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo"><name>MyOwn</name></dataCenterInfo>' +
        '<hostName>app7.lab</hostName><status>UP</status><lastUpdatedTimestamp>1735690000111</lastUpdatedTimestamp>' +
        '<port enabled="true">9007</port><securePort enabled="false">443</securePort></instance></application>' +
        '<versions__delta>1</versions__delta><apps__hashcode>UP_1_</apps__hashcode></applications>',
    );
    assert.equal(
      writeApplication(compactXml, { name: 'A&B', instances: [] }),
      '<application><name>A&amp;B</name></application>',
    );
  });
});

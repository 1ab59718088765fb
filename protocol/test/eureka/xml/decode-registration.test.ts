import assert from 'node:assert/strict';
import { decodeRegistration } from '@vernal/protocol/eureka';
import { decodeRegistrationXml } from '@vernal/protocol/eureka/xml';
import fc from 'fast-check';

const LEGACY = `<?xml version="1.0" encoding="UTF-8"?>
<!-- as an old client writes it -->
<instance>
  <instanceId>legacy-1</instanceId>
  <hostName>legacy.lab</hostName>
  <app>legacy</app>
  <ipAddr>10.20.0.90</ipAddr>
  <status>up</status>
  <overriddenstatus>OUT_OF_SERVICE</overriddenstatus>
  <port enabled="false">7070</port>
  <securePort>7443</securePort>
  <countryId>1</countryId>
  <dataCenterInfo class="com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo"><name>MyOwn</name></dataCenterInfo>
  <leaseInfo><renewalIntervalInSecs>10</renewalIntervalInSecs><durationInSecs>30</durationInSecs></leaseInfo>
  <metadata><team>core &amp; &#60;more&#x3e;</team><my__key><![CDATA[<&>]]></my__key></metadata>
  <unknown><deep>1</deep></unknown>
  <lastDirtyTimestamp>1735690000444</lastDirtyTimestamp>
</instance>`;

function metadataOf(elements: string): unknown {
  const read = decodeRegistrationXml(
    `<instance><app>A</app><metadata>${elements}</metadata></instance>`,
  );
  assert.ok(read.ok);
  return read.value.metadata;
}

describe('a registration in XML', () => {
  it('gives what the same registration in JSON gives [eureka 17]', () => {
    const json = {
      instanceId: 'legacy-1',
      hostName: 'legacy.lab',
      app: 'legacy',
      ipAddr: '10.20.0.90',
      status: 'UP',
      overriddenstatus: 'OUT_OF_SERVICE',
      port: { $: 7070, '@enabled': 'false' },
      securePort: { $: 7443 },
      countryId: 1,
      dataCenterInfo: { name: 'MyOwn' },
      leaseInfo: { renewalIntervalInSecs: 10, durationInSecs: 30 },
      metadata: { team: 'core & <more>', my_key: '<&>' },
      lastDirtyTimestamp: 1735690000444,
    };
    const expected = decodeRegistration(JSON.stringify({ instance: json }));
    assert.ok(expected.ok);
    assert.deepEqual(decodeRegistrationXml(LEGACY), expected);
  });

  const unreadable: Readonly<Record<string, string>> = {
    'an empty body': '',
    'plain text': 'plain text',
    JSON: '{"instance":{"app":"A"}}',
    'another root': '<wrong/>',
    'an open element': '<instance><app>A',
    'a second root': '<instance><app>A</app></instance><instance/>',
    'an attribute without a value': '<instance a><app>A</app></instance>',
    'no application': '<instance/>',
    'an unknown data centre':
      '<instance><app>A</app><dataCenterInfo><name>Moon</name></dataCenterInfo></instance>',
  };
  for (const [what, body] of Object.entries(unreadable)) {
    it(`refuses ${what} [eureka 25]`, () => {
      assert.equal(decodeRegistrationXml(body).ok, false);
    });
  }

  it('defines and fetches no entities', () => {
    const entity = '<!ENTITY host SYSTEM "file:///etc/hostname">';
    const body = `<!DOCTYPE instance [${entity}]><instance><app>&host;</app></instance>`;
    const read = decodeRegistrationXml(body);
    assert.ok(!read.ok);
    assert.match(read.problems[0]?.problem ?? '', /document type/);
  });

  it('refuses what is too deep or too long, at once', () => {
    for (const body of [
      '<instance>'.repeat(100_000),
      `<instance>${'<a>'.repeat(20)}x${'</a>'.repeat(20)}</instance>`,
      `<instance><app>${'x'.repeat(140_000)}</app></instance>`,
      `<instance><app>${'&amp;'.repeat(30_000)}</app></instance>`,
    ]) {
      assert.equal(decodeRegistrationXml(body).ok, false);
    }
  });

  it('takes every name of an element as data, also those of JavaScript', () => {
    const read = metadataOf(
      '<constructor>1</constructor><toString>2</toString><____proto____>3</____proto____>' +
        '<hasOwnProperty>4</hasOwnProperty><valueOf/><__proto__>5</__proto__>',
    );
    assert.deepEqual(
      read,
      Object.fromEntries([
        ['constructor', '1'],
        ['toString', '2'],
        ['__proto__', '3'],
        ['hasOwnProperty', '4'],
        ['valueOf', ''],
        ['_proto_', '5'],
      ]),
    );
    assert.equal(Object.hasOwn({}, '1'), false);
  });

  it('keeps blanks of metadata as they are', () => {
    assert.deepEqual(metadataOf('<a> x </a><b/>'), { a: ' x ', b: '' });
  });

  it('never throws, whatever is sent', () => {
    const tag = fc.constantFrom('instance', 'app', 'port', 'metadata', 'constructor', 'a:b', '__');
    const piece = fc.oneof(
      tag.map((name) => `<${name}>`),
      tag.map((name) => `</${name}>`),
      tag.map((name) => `<${name} enabled="true"/>`),
      fc.constantFrom('<![CDATA[', ']]>', '<!--', '-->', '<?xml', '?>', '&#0;', '&x;', '&#x;', '"'),
      fc.string({ unit: 'binary' }),
    );
    const cut = fc
      .tuple(fc.nat(LEGACY.length), fc.nat(40), fc.string())
      .map(([from, length, text]) => LEGACY.slice(0, from) + text + LEGACY.slice(from + length));
    const body = fc.oneof(
      fc.array(piece).map((pieces) => pieces.join('')),
      cut,
    );
    fc.assert(
      fc.property(body, (text) => typeof decodeRegistrationXml(text).ok === 'boolean'),
      { numRuns: 1_000 },
    );
  });
});

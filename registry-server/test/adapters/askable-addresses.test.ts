import assert from 'node:assert/strict';
import { AskableAddresses } from '../../src/adapters/askable-addresses.ts';

const PUBLIC = { listensOn: '0.0.0.0', allow: [] };
const LOOPBACK = ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'];

describe('the addresses that may be asked', () => {
  it('are those of machines, public or private', () => {
    const addresses = new AskableAddresses(PUBLIC);
    for (const address of ['10.0.0.1', '192.168.1.1', '8.8.8.8', '2001:db8::1', 'fd12::1']) {
      assert.equal(addresses.problemWith(address, address), undefined, address);
    }
  });

  it('are never link-local, metadata, multicast, broadcast or unspecified, in any notation', () => {
    const addresses = new AskableAddresses({ listensOn: '127.0.0.1', allow: ['169.254.0.0/16'] });
    const never = [
      ...['169.254.169.254', '169.254.0.1', '100.100.100.200', '168.63.129.16', '192.0.0.192'],
      ...['fe80::1', 'fe80::1%eth0', 'fd00:ec2::254', 'ff02::1', '224.0.0.1', '239.1.2.3'],
      ...['255.255.255.255', '240.0.0.1', '0.0.0.0', '0.1.2.3', '::'],
      ...['::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '::169.254.169.254'],
      ...['64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::1', '2001::1'],
    ];
    for (const address of never) {
      assert.match(addresses.problemWith(address, 'n1') ?? '', /never asked/, address);
    }
  });

  it('are loopback only while the registry itself listens there', () => {
    const here = new AskableAddresses({ listensOn: '127.0.0.1', allow: [] });
    const outside = new AskableAddresses(PUBLIC);
    for (const address of LOOPBACK) {
      assert.equal(here.problemWith(address, 'n1'), undefined, address);
      assert.match(outside.problemWith(address, 'n1') ?? '', /verify-allow/, address);
    }
    assert.equal(
      new AskableAddresses({ listensOn: '::1', allow: [] }).problemWith('::1', ''),
      undefined,
    );
  });

  it('are loopback where the options name it, by network, address or host name', () => {
    for (const allow of [['127.0.0.0/8'], ['127.0.0.1'], ['Sidecar.lab']]) {
      const addresses = new AskableAddresses({ listensOn: '0.0.0.0', allow });
      assert.equal(addresses.problemWith('127.0.0.1', 'sidecar.LAB'), undefined, allow[0]);
      assert.match(addresses.problemWith('::1', 'other.lab') ?? '', /verify-allow/, allow[0]);
    }
  });

  it('are nothing but addresses', () => {
    assert.match(new AskableAddresses(PUBLIC).problemWith('2130706433', 'n1') ?? '', /no IP/);
  });

  for (const entry of ['127.0.0.0/33', '127.0.0.0/x', '::1/129', 'lab/8', '127.0.0.1/8/8']) {
    it(`can't be named as ${entry}, and the message says so`, () => {
      assert.throws(() => new AskableAddresses({ listensOn: '::', allow: [entry] }), {
        code: 'OPTIONS_BAD_VERIFY_ALLOW',
        message: new RegExp(entry.replaceAll('.', '\\.')),
      });
    });
  }
});

import assert from 'node:assert/strict';
import { namesPeers, readServiceUrls } from '../../src/peers/peer-urls.ts';
import { boundPeerOptions } from './bound-options.ts';

const NO_DNS = { lookup: () => Promise.resolve([]) };

function urlsOf(settings: Readonly<Record<string, string | boolean>>): Promise<readonly string[]> {
  return readServiceUrls(boundPeerOptions(settings), NO_DNS);
}

describe('the list of peers', () => {
  it('is empty unless service URLs are configured', async () => {
    assert.equal(namesPeers(boundPeerOptions()), false);
    assert.deepEqual(await urlsOf({}), []);
  });

  it('is what defaultZone says, each once', async () => {
    const settings = {
      'eureka.client.service-url.defaultZone':
        'http://a/eureka/, http://b/eureka/,http://a/eureka/',
    };
    assert.equal(namesPeers(boundPeerOptions(settings)), true);
    assert.deepEqual(await urlsOf(settings), ['http://a/eureka/', 'http://b/eureka/']);
  });

  it('is read in the spelling of an environment variable', async () => {
    const settings = { 'eureka.client.serviceurl.defaultzone': 'http://a/eureka/' };
    assert.deepEqual(await urlsOf(settings), ['http://a/eureka/']);
  });

  it('has the zones of the region, the own one first, defaultZone for those without URLs', async () => {
    const settings = {
      'eureka.client.region': 'lab',
      'eureka.client.availability-zones.lab': 'lab-a,lab-b,lab-c',
      'eureka.client.service-url.lab-a': 'http://a/eureka/',
      'eureka.client.service-url.lab-b': 'http://b/eureka/',
      'eureka.client.service-url.defaultZone': 'http://d/eureka/',
      'eureka.instance.metadata-map.zone': 'lab-b',
    };
    assert.deepEqual(await urlsOf(settings), [
      'http://b/eureka/',
      'http://d/eureka/',
      'http://a/eureka/',
    ]);
    const unordered = { ...settings, 'eureka.client.prefer-same-zone-eureka': false };
    assert.equal((await urlsOf(unordered))[0], 'http://a/eureka/');
  });

  it("is read from TXT records by Netflix's scheme", async () => {
    const records: Readonly<Record<string, readonly string[]>> = {
      'txt.lab.example.test': ['zone-a.example.test', 'zone-b.example.test'],
      'txt.zone-a.example.test': ['a1.lab', 'a2.lab'],
      'txt.zone-b.example.test': ['b1.lab'],
    };
    const options = boundPeerOptions({
      'eureka.client.use-dns-for-fetching-service-urls': true,
      'eureka.client.eureka-server-d-n-s-name': 'example.test',
      'eureka.client.region': 'lab',
      'eureka.instance.metadata-map.zone': 'zone-b',
    });
    assert.equal(namesPeers(options), true);
    const lookup = (name: string) => Promise.resolve(records[name] ?? []);
    assert.deepEqual(await readServiceUrls(options, { lookup }), [
      'http://b1.lab:8761/eureka/',
      'http://a1.lab:8761/eureka/',
      'http://a2.lab:8761/eureka/',
    ]);
  });
});

import assert from 'node:assert/strict';
import { settingsLayer } from '@vernal/core/options';
import { brokerUrl } from '../../src/up/broker-url.ts';

describe('the broker of vernal up', () => {
  for (const [address, url] of [
    [undefined, 'mqtt://127.0.0.1:1883'],
    ['0.0.0.0', 'mqtt://127.0.0.1:1883'],
    ['::', 'mqtt://127.0.0.1:1883'],
    ['127.0.0.2', 'mqtt://127.0.0.2:1883'],
    ['::1', 'mqtt://[::1]:1883'],
  ] as const) {
    it(`is found at ${url} when server.address is ${address ?? 'not set'}`, () => {
      const settings = address === undefined ? {} : { 'server.address': address };
      assert.equal(brokerUrl([settingsLayer(settings)], 1883), url);
    });
  }
});

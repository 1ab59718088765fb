import assert from 'node:assert/strict';
import { checkOptions } from '../../src/client/check-options.ts';
import type { ClientOptions } from '../../src/client/client-options.ts';

describe('the options of a client', () => {
  it('are fine with a name alone, and with every part switched off', () => {
    checkOptions({ app: 'catalog' });
    checkOptions({ app: 'catalog', registry: false, config: false, bus: false });
    checkOptions({ app: 'catalog', config: { pollIntervalMs: 0, refreshJitterMs: 0 } });
  });

  it('are refused all together, each by its name', () => {
    const options: ClientOptions = {
      app: 'a/b',
      registry: { url: [], renewalIntervalSeconds: 0, fetchIntervalMs: Number.NaN },
      config: { url: [], pollIntervalMs: Number.POSITIVE_INFINITY, timeoutMs: -1 },
    };
    assert.throws(() => checkOptions(options), {
      code: 'CLIENT_BAD_OPTION',
      message:
        'app must be a name without spaces and slashes; ' +
        'registry.url must have at least one address; config.url must have at least one address; ' +
        'registry.renewalIntervalSeconds must be a number from 1 to 2147483; ' +
        'registry.fetchIntervalMs must be a number from 1 to 2147483647; ' +
        'config.timeoutMs must be a number from 1 to 2147483647; ' +
        'config.pollIntervalMs must be a number from 0 to 2147483647',
    });
  });

  it('need a name, in JavaScript as well', () => {
    for (const app of [undefined, '', ' ', 7]) {
      assert.throws(() => checkOptions({ app } as unknown as ClientOptions), /app must be/);
    }
  });
});

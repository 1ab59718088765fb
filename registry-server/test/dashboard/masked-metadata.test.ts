import assert from 'node:assert/strict';
import { maskedMetadata } from '../../src/dashboard/masked-metadata.ts';

describe('metadata on the dashboard', () => {
  it('hides values of secret names and credentials in URLs, and nothing else', () => {
    const shown = maskedMetadata({
      'user.password': 'a',
      'client-secret': 'b',
      apiKey: 'c',
      API_TOKEN: 'd',
      credentials: 'e',
      repository: 'https://ann:pass@git.lab/x and ftp://bob@x',
      keyboard: 'qwerty',
      'mail.from': 'ann@lab',
    });
    assert.deepEqual(Object.fromEntries(shown), {
      'user.password': '******',
      'client-secret': '******',
      apiKey: '******',
      API_TOKEN: '******',
      credentials: '******',
      repository: 'https://git.lab/x and ftp://x',
      keyboard: 'qwerty',
      'mail.from': 'ann@lab',
    });
  });
});

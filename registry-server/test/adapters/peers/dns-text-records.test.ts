import assert from 'node:assert/strict';
import { RecordingLogger } from '@vernal/core/testing';
import { createDnsTextRecords } from '../../../src/adapters/peers/dns-text-records.ts';

describe('TXT records', () => {
  it('list names apart by spaces, in one record or several, whole or in chunks', async () => {
    const records = createDnsTextRecords(new RecordingLogger(), () =>
      Promise.resolve([['a.lab b.', 'lab'], [' c.lab ']]),
    );
    assert.deepEqual(await records.lookup('txt.lab'), ['a.lab', 'b.lab', 'c.lab']);
  });

  it('are none when DNS does not answer, and the log says why', async () => {
    const logger = new RecordingLogger();
    const records = createDnsTextRecords(logger, () => Promise.reject(new Error('ENOTFOUND')));
    assert.deepEqual(await records.lookup('txt.lab'), []);
    assert.deepEqual(logger.lines[0]?.fields, { name: 'txt.lab', problem: 'ENOTFOUND' });
  });
});

import assert from 'node:assert/strict';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import { type AuditEntry, createAudit } from '../../src/audit/audit.ts';

const DONE: AuditEntry = {
  action: 'cancel',
  actor: 'ann',
  target: 'ORDERS/n1',
  outcome: 'success',
  clientIp: '10.0.0.1',
};
const REFUSED: AuditEntry = { ...DONE, outcome: 'failure' };

describe('the audit log', () => {
  it('has one line for each action, with who, what, on what, from where and how it ended', () => {
    const logger = new RecordingLogger();
    createAudit(logger, new ManualTime()).record(DONE);
    assert.deepEqual(logger.lines, [
      {
        level: 'info',
        message: 'audit: cancel',
        fields: {
          'event.category': 'audit',
          'event.action': 'cancel',
          'event.outcome': 'success',
          'user.name': 'ann',
          target: 'ORDERS/n1',
          'client.ip': '10.0.0.1',
        },
      },
    ]);
  });

  it('has at most 60 failures a minute, says how many it left out, and leaves no success out', async () => {
    const time = new ManualTime();
    const logger = new RecordingLogger();
    const audit = createAudit(logger, time);
    for (let count = 0; count < 1_000; count += 1) audit.record(REFUSED);
    assert.equal(logger.lines.length, 60);
    audit.record(DONE);
    assert.equal(logger.lines.at(-1)?.fields['event.left_out'], 940);
    await time.advance(60_000);
    audit.record(REFUSED);
    assert.equal(logger.lines.length, 62);
    assert.equal(logger.lines.at(-1)?.fields['event.left_out'], undefined);
  });
});

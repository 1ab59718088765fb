import assert from 'node:assert/strict';
import { VernalError } from '@vernal/core';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import { Registry as MetricRegistry } from 'prom-client';
import request from 'supertest';
import { createAudit } from '../../src/audit/audit.ts';
import { createErrorAnswers } from '../../src/http/error-answer.ts';
import { createRequestGate } from '../../src/http/request-gate.ts';
import { createRequestMetrics } from '../../src/http/request-metrics.ts';
import type { AuthenticateRequest } from '../../src/security/authenticate-request.ts';

/** A gate with nothing behind it. */
function gateWith(authenticate: AuthenticateRequest) {
  const clock = new ManualTime();
  const logger = new RecordingLogger();
  const metrics = new MetricRegistry();
  const gate = createRequestGate({
    authenticate,
    challenge: 'Basic',
    access: () => true,
    hotPath: () => false,
    app: (_request, response) => response.end('in'),
    isOpen: () => false,
    isReady: () => true,
    answerError: createErrorAnswers(clock, ['/eureka']),
    observe: createRequestMetrics(metrics),
    audit: createAudit(logger, clock),
    logger,
  });
  return { gate, logger, metrics };
}

describe('a caller whose password waits behind too many others', () => {
  const busy = () => new VernalError('SECURITY_BUSY', 'too many');

  it('is told to come back, and it is counted; nothing is logged', async () => {
    const { gate, logger, metrics } = gateWith(() => Promise.reject(busy()));
    await request(gate).get('/eureka/apps').expect(503, '').expect('retry-after', '1');
    assert.match(await metrics.metrics(), /method="GET",uri="UNKNOWN",status="503"/);
    assert.deepEqual(logger.lines, []);
  });

  it('is told so also when that is known at once', async () => {
    const { gate } = gateWith(() => {
      throw busy();
    });
    await request(gate).get('/').expect(503);
  });
});

describe('a caller about whom something goes wrong', () => {
  it('gets 500 and the log has the reason', async () => {
    const { gate, logger } = gateWith(() => Promise.reject(new Error('no luck')));
    await request(gate).get('/').expect(500);
    assert.equal(logger.lines[0]?.level, 'error');
  });
});

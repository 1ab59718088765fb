import assert from 'node:assert/strict';
import { Secret, VernalError } from '@vernal/core';
import { loggerTo } from '../../src/logging/pino-logger.ts';

function recorded(level: 'debug' | 'info' | 'off' = 'info') {
  const lines: Record<string, unknown>[] = [];
  const stream = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const shape = {
    serviceName: 'vernal-x',
    serviceVersion: '1',
    logLevel: level,
    logFormat: 'json',
  } as const;
  return { lines, logger: loggerTo(stream, shape) };
}

describe('a log line', () => {
  it('is JSON under ECS names', () => {
    const { lines, logger } = recorded();
    logger.child({ peer: 'a' }).info('hello', { count: 3 });
    const { '@timestamp': timestamp, ...rest } = lines[0] ?? {};
    assert.match(String(timestamp), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.deepEqual(rest, {
      'log.level': 'info',
      'service.name': 'vernal-x',
      'service.version': '1',
      peer: 'a',
      count: 3,
      message: 'hello',
    });
  });

  it('is left out below the level', () => {
    const { lines, logger } = recorded();
    logger.debug('quiet');
    recorded('off').logger.error('quiet');
    assert.deepEqual(lines, []);
  });

  it('never holds a secret: by name, by type, in a URL, in an error', () => {
    const { lines, logger } = recorded();
    const error = new VernalError('X', 'no answer from http://ann:hunter2@host/', {
      cause: new Error('mqtts://bob:hunter2@host failed'),
    });
    logger.error('lost mqtt://ann:hunter2@broker:1883/', {
      password: 'hunter2',
      nested: { Authorization: 'hunter2', accessToken: 'hunter2' },
      key: new Secret('hunter2'),
      list: ['http://hunter2@host'],
      error,
    });
    const text = JSON.stringify(lines);
    assert.doesNotMatch(text, /hunter2/);
    assert.match(text, /no answer from http:\/\/\*{6}@host/);
    assert.match(text, /"code":"X"/);
  });

  it('survives whatever it is given', () => {
    const { lines, logger } = recorded();
    const endless: Record<string, unknown> = {};
    endless['self'] = endless;
    logger.info('odd', { endless, big: 1n, nothing: undefined, fn: () => 1, symbol: Symbol('x') });
    assert.equal(lines[0]?.['message'], 'odd');
  });
});

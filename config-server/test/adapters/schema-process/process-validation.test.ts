import assert from 'node:assert/strict';
import { systemTimers } from '@vernal/core';
import { ManualTime, settle } from '@vernal/core/testing';
import { ProcessValidation } from '../../../src/adapters/process-validation.ts';
import { problemsOf } from '../../../src/adapters/schema-process/validate.ts';
import { withinTime } from '../../../src/adapters/schema-process/within-time.ts';
import type { ValidationAnswer, ValidationTask } from '../../../src/ports/schema-validation.ts';

const NUMBER = { properties: { a: { type: 'number' } } };
const TASK = { schema: NUMBER, values: [{}] };

async function answersTo(
  validation: ProcessValidation,
  tasks: Iterable<ValidationTask>,
): Promise<ValidationAnswer[]> {
  const answers: ValidationAnswer[] = [];
  for await (const [, answer] of validation.validate(tasks)) answers.push(answer);
  return answers;
}

describe('validation by schemas that nobody trusts', () => {
  it('answers each task in turn, and says of a schema that makes no sense that it is unusable', async () => {
    const validation = new ProcessValidation(systemTimers);
    const tasks = [
      { schema: NUMBER, values: [{ a: '7' }] },
      { schema: { $ref: '#/$defs/nowhere' }, values: [{}] },
      { schema: NUMBER, values: [{}, { a: 'seven', b: undefined }] },
    ];
    const [good, unusable, bad] = await answersTo(validation, tasks);
    assert.deepEqual([good, unusable], [[[]], undefined]);
    assert.deepEqual(bad, [
      [],
      [{ path: ['a'], message: 'must be number', isMissing: false, isIncomplete: false }],
    ]);
    assert.deepEqual(await answersTo(validation, []), []);
    await validation.stop();
  });

  it('makes a task when the one before is answered: there may be thousands', async () => {
    const validation = new ProcessValidation(systemTimers);
    let made = 0;
    function* tasks() {
      for (made = 1; made <= 3; made += 1) yield TASK;
    }
    for await (const [task, answer] of validation.validate(tasks())) {
      assert.deepEqual([task, answer, made], [TASK, [[]], 1]);
      break;
    }
    await validation.stop();
  });

  it('gives up a regular expression in the middle', () => {
    const endless = { properties: { a: { pattern: '^(t+)+$' } } };
    const values = [{ a: `${'t'.repeat(60)}!` }];
    assert.equal(
      withinTime(() => problemsOf({ schema: endless, values }), 50),
      undefined,
    );
    assert.deepEqual(
      withinTime(() => problemsOf({ schema: endless, values: [{ a: 'ttt' }] }), 5_000),
      [[]],
    );
  });

  it('ends a process that does not answer, and goes on after the task that it was at', async () => {
    const time = new ManualTime();
    const validation = new ProcessValidation(time);
    const answers = answersTo(validation, [TASK]);
    await settle();
    await time.advance(10_000);
    assert.deepEqual(await answers, [undefined]);
    assert.equal(time.pending, 0);
  });

  it('takes no longer than a pusher may wait, however many schemas are slow', async () => {
    const time = new ManualTime();
    const validation = new ProcessValidation(time);
    const tasks = Array.from({ length: 50 }, () => TASK);
    const answers = answersTo(validation, tasks);
    await settle();
    // Otherwise a second process would answer those after the first.
    await time.advance(20_000);
    const given = await answers;
    assert.ok(given.every((answer) => answer === undefined));
    assert.ok(given.length < tasks.length);
    assert.equal(time.pending, 0);
  });

  it('ends with the server', async () => {
    const validation = new ProcessValidation(systemTimers);
    const answers = answersTo(validation, [TASK]);
    await validation.stop();
    assert.deepEqual(await answers, [undefined]);
    await validation.stop();
    assert.deepEqual(await answersTo(validation, [TASK]), [undefined]);
  });

  it('says once what is wrong where none of several alternatives fits', () => {
    const choice = {
      properties: {
        store: {
          oneOf: [
            { properties: { kind: { const: 'file' } }, required: ['kind', 'path'] },
            { properties: { kind: { const: 'memory' } }, required: ['kind'] },
          ],
        },
      },
      additionalProperties: false,
    };
    const values = [{ store: { kind: 'disk' }, 'x/y': 1 }];
    const [misfits] = problemsOf({ schema: choice, values }) ?? [];
    assert.deepEqual(
      misfits?.map(({ path, message, isIncomplete }) => [path, message, isIncomplete]),
      [
        [['x/y'], 'is not known', false],
        [['store'], 'fits none of its alternatives', true],
      ],
    );
  });
});

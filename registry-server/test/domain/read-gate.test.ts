import assert from 'node:assert/strict';
import { ManualTime } from '@vernal/core/testing';
import { ReadGate } from '../../src/domain/read-gate.ts';

describe('the gate before readers', () => {
  it('stays shut after an empty start with count 0, for the wait time [eureka 104]', async () => {
    const time = new ManualTime();
    const rules = { defaultOpenForTrafficCount: 0, waitWhenSyncEmptyMs: 300_000 };
    const gate = new ReadGate(time, rules);
    gate.open(0);
    assert.equal(gate.isOpen, false);
    await time.advance(300_001);
    assert.equal(gate.isOpen, true);
  });

  it('is open by default, and whenever instances are known at the start', () => {
    const time = new ManualTime();
    const byDefault = new ReadGate(time, {
      defaultOpenForTrafficCount: 1,
      waitWhenSyncEmptyMs: 300_000,
    });
    byDefault.open(0);
    assert.equal(byDefault.isOpen, true);
    const rules = { defaultOpenForTrafficCount: 0, waitWhenSyncEmptyMs: 300_000 };
    const known = new ReadGate(time, rules);
    known.open(1);
    assert.equal(known.isOpen, true);
  });
});

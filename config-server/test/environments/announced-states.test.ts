import assert from 'node:assert/strict';
import type { ConfigState } from '@vernal/protocol/bus';
import { AnnouncedStates, knownFrom } from '../../src/environments/announced-states.ts';
import type { KnownKey } from '../../src/ports/key-store.ts';

const STATE: ConfigState = {
  ...{ application: 'orders', profiles: 'dev', label: null, commit: 'b2' },
  ...{ changedKeys: ['rate'], changedAt: 2_000, eventId: 'e-2' },
};
const KNOWN: KnownKey = {
  ...{ application: 'orders', profiles: 'dev', label: null, revision: 'a1', announced: 'a1' },
  ...{ changedKeys: [], changedAt: 1_000, eventId: 'e-1', told: true },
};

describe('what another server announced', () => {
  const states = new AnnouncedStates();
  states.note(STATE);

  it('is taken over in place of a second announcement, as it was made', () => {
    assert.deepEqual(states.alreadyTold(KNOWN, 'b2'), {
      ...KNOWN,
      ...{ revision: 'b2', announced: 'b2', changedKeys: ['rate'] },
      ...{ changedAt: 2_000, eventId: 'e-2' },
    });
    assert.deepEqual(states.alreadyTold(KNOWN, 'b2'), knownFrom(STATE));
  });

  it('does not stand for another commit, another key, or a return to a commit of before', () => {
    assert.equal(states.alreadyTold(KNOWN, 'c3'), undefined);
    assert.equal(states.alreadyTold({ ...KNOWN, profiles: 'prod' }, 'b2'), undefined);
    const wentOn = { ...KNOWN, revision: 'c3', announced: 'c3', changedAt: 3_000 };
    assert.equal(states.alreadyTold(wentOn, 'b2'), undefined);
  });

  it('is the latest of a key', () => {
    states.note({ ...STATE, commit: 'c3', changedAt: 3_000 });
    assert.equal(states.find(KNOWN)?.commit, 'c3');
    assert.equal(states.find({ ...KNOWN, label: 'main' }), undefined);
  });
});

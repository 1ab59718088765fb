import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editDistance, nearestName } from '../../src/options/nearest-name.ts';

describe('the nearest known name', () => {
  it('is the one with the fewest edits', () => {
    const names = ['server.port', 'server.address', 'vernal.data-dir'];
    assert.equal(nearestName('server.prot', names), 'server.port');
    assert.equal(nearestName('vernal.datadir', names), 'vernal.data-dir');
    assert.equal(nearestName('anything', []), undefined);
  });

  it('counts edits alike in both directions, and none for the same text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        assert.equal(editDistance(a, b), editDistance(b, a));
        assert.equal(editDistance(a, b) === 0, a === b);
        assert.ok(editDistance(a, b) <= Math.max(a.length, b.length));
      }),
    );
  });
});

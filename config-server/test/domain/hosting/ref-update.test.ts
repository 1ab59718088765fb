import assert from 'node:assert/strict';
import fc from 'fast-check';
import { labelOfRef, parseRefUpdate } from '../../../src/domain/hosting/ref-update.ts';

const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);
const NONE = '0'.repeat(40);

describe('a line that Git gives to its hooks', () => {
  it('says what becomes of which ref', () => {
    const ref = 'refs/heads/feature/x y';
    assert.deepEqual(parseRefUpdate(`${OLD} ${NEW} ${ref}`), { ref, before: OLD, after: NEW });
    assert.deepEqual(parseRefUpdate(`${NONE} ${NEW} ${ref}`), {
      ref,
      before: undefined,
      after: NEW,
    });
    assert.deepEqual(parseRefUpdate(`${OLD} ${NONE} ${ref}`), {
      ref,
      before: OLD,
      after: undefined,
    });
  });

  it('is no update when it is anything else, whatever it is', () => {
    for (const line of ['', `${OLD} ${NEW}`, `${OLD} ${NEW} main`, `${OLD} xyz refs/heads/a`]) {
      assert.equal(parseRefUpdate(line), undefined);
    }
    fc.assert(
      fc.property(fc.string(), (line) => {
        assert.equal(parseRefUpdate(line), undefined);
      }),
    );
  });
});

describe('the label of a ref', () => {
  it('is the name of a branch or tag', () => {
    assert.equal(labelOfRef('refs/heads/feature/x'), 'feature/x');
    assert.equal(labelOfRef('refs/tags/v1'), 'v1');
    for (const ref of ['refs/notes/commits', 'refs/heads/', 'HEAD']) {
      assert.equal(labelOfRef(ref), undefined);
    }
  });
});

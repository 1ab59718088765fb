import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shareStructure } from '../../src/config/structural-sharing.ts';

interface Data {
  readonly a: { readonly x: number };
  readonly b: readonly { readonly y: number }[];
}

describe('structural sharing', () => {
  it('keeps every part that did not change and freezes the rest [client-sdk 65]', () => {
    const first = shareStructure(undefined, { a: { x: 1 }, b: [{ y: 1 }, { y: 2 }] }) as Data;
    const second = shareStructure(first, { a: { x: 1 }, b: [{ y: 1 }, { y: 3 }] }) as Data;
    assert.notEqual(second, first);
    assert.equal(second.a, first.a);
    assert.equal(second.b[0], first.b[0]);
    assert.notEqual(second.b[1], first.b[1]);
    assert.throws(() => Object.assign(second.a, { x: 2 }), TypeError);
    assert.throws(() => Object.assign(second.b, { 0: 1 }), TypeError);
  });

  it('gives the previous value itself when nothing changed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const first = shareStructure(undefined, data);
        assert.equal(shareStructure(first, structuredClone(data)), first);
      }),
    );
  });

  it('gives a value that equals the next one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        const shared = shareStructure(shareStructure(undefined, before), after);
        assert.deepEqual(JSON.parse(JSON.stringify(shared)), JSON.parse(JSON.stringify(after)));
      }),
    );
  });

  it('sees a member that went missing, and undefined as a value', () => {
    const first = shareStructure(undefined, { a: 1, b: 2 });
    assert.deepEqual(shareStructure(first, { a: 1 }), { a: 1 });
    assert.notEqual(shareStructure(first, { a: 1, c: undefined }), first);
  });

  it('compares what a schema made of a text, such as a date, by value', () => {
    const first = shareStructure(undefined, { at: new Date(5) });
    assert.equal(shareStructure(first, { at: new Date(5) }), first);
  });
});

import assert from 'node:assert/strict';
import { escapeSlashes, unescapeSlashes } from '../../src/config/index.ts';

describe('the (_) escape', () => {
  it('carries a label with slashes in one path segment [config 19]', () => {
    assert.equal(escapeSlashes('feature/x/y'), 'feature(_)x(_)y');
    assert.equal(unescapeSlashes('feature(_)x(_)y'), 'feature/x/y');
  });
});

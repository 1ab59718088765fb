import assert from 'node:assert/strict';
import { matchesProfiles } from '../../src/configuration/profile-expression.ts';

describe('on-profile', () => {
  const active = ['prod', 'eu'];
  const cases: Readonly<Record<string, boolean>> = {
    prod: true,
    dev: false,
    'dev, eu': true,
    'dev | prod': true,
    'prod & eu': true,
    'prod & dev': false,
    '!dev': true,
    '!prod': false,
    'prod & !dev': true,
    '': false,
    '(prod)': false,
  };
  for (const [expression, expected] of Object.entries(cases)) {
    it(`"${expression}" is ${expected} when prod and eu are active`, () => {
      assert.equal(matchesProfiles(expression, active), expected);
    });
  }
});

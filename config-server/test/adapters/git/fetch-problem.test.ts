import assert from 'node:assert/strict';
import { fetchProblem, isDamage } from '../../../src/adapters/git/fetch-problem.ts';

const SSH_ENDED = [
  'fatal: Could not read from remote repository.',
  '',
  'Please make sure you have the correct access rights',
  'and the repository exists.',
];

/** What Git and ssh print, and what of it is told. */
const TOLD: readonly (readonly [told: string, printed: readonly string[]])[] = [
  [
    'Host key for [127.0.0.1]:2222 has changed and you have requested strict checking.',
    [
      '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @',
      'Host key for [127.0.0.1]:2222 has changed and you have requested strict checking.',
      'Host key verification failed.',
      ...SSH_ENDED,
    ],
  ],
  [
    'git@git.example.org: Permission denied (publickey).',
    ['git@git.example.org: Permission denied (publickey).', ...SSH_ENDED],
  ],
  [
    'Load key "/tmp/key": error in libcrypto',
    ['Load key "/tmp/key": error in libcrypto', 'git@host: Permission denied.', ...SSH_ENDED],
  ],
  ['fatal: Could not read from remote repository.', SSH_ENDED],
  [
    'fatal: write error: No space left on device',
    ['fatal: write error: No space left on device', 'fatal: index-pack failed'],
  ],
  [
    'error: unable to write file objects/17/ab: No space left on device',
    [
      'error: unable to write file objects/17/ab: No space left on device',
      'fatal: unable to read tree 17ab',
    ],
  ],
  ['fatal: early EOF', ['error: RPC failed; curl 18', 'fatal: early EOF']],
  ['killed', ['', 'killed']],
];

describe('what is told of a fetch that failed', () => {
  for (const [told, printed] of TOLD) {
    it(`is: ${told}`, () => {
      const problem = fetchProblem(new Error(printed.join('\n')));
      assert.equal(problem.message, `git fetch failed: ${told}`);
      assert.equal(isDamage(problem), false);
    });
  }

  it('is that the mirror is damaged when Git can not read it', () => {
    assert.ok(isDamage(fetchProblem(new Error('error: object file 17/ab is corrupt'))));
    assert.ok(isDamage(fetchProblem(new Error('fatal: unable to read tree 17ab'))));
  });
});

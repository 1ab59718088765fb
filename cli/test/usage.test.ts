import assert from 'node:assert/strict';
import { run } from './cli-run.ts';

describe('vernal', () => {
  it('prints its version', async () => {
    const { out, code } = await run(['--version']);
    assert.match(out, /^\d+\.\d+\.\d+/);
    assert.equal(code, 0);
  });

  it('lists its commands', async () => {
    const { out, code } = await run(['--help']);
    for (const command of ['up', 'encrypt', 'decrypt', 'services', 'config']) {
      assert.match(out, new RegExp(`^  ${command}\\b`, 'm'));
    }
    assert.equal(code, 0);
  });

  for (const argv of [['no-such-command'], ['config', 'get'], ['services', '--no-such-option']]) {
    it(`ends with code 2 for wrong usage: ${argv.join(' ')}`, async () => {
      const { problem, code } = await run(argv);
      assert.match(problem, /^error: /);
      assert.equal(code, 2);
    });
  }
});

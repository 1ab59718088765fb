import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { gitEnvironment } from '../../../src/adapters/git/git-environment.ts';
import { ObjectReader } from '../../../src/adapters/git/object-reader.ts';
import { ReaderPool } from '../../../src/adapters/git/reader-pool.ts';
import { createGitFixture, type GitFixture } from '../../git-fixture.ts';

/** Ids of the `git cat-file` processes that this process started. */
function children(): number[] {
  const list = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)]).toString();
  const readers = list.split('\n').filter((line) => line.includes('cat-file'));
  return readers.map((line) => Number.parseInt(line, 10));
}

describe('ObjectReader', () => {
  let fixture: GitFixture;
  let reader: ObjectReader;

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'big.yml': `a: ${'x'.repeat(300_000)}\n`, 'empty.yml': '' });
    const gitFolder = fixture.uri.slice('file://'.length);
    reader = new ObjectReader(gitFolder, gitEnvironment(process.env, []));
  });
  after(async () => {
    await reader.stop();
    await fixture.remove();
  });

  it('reads objects of any size, in the order of asking, missing ones too', async () => {
    const names = ['main:big.yml', 'main:nope', 'main:empty.yml', 'main^{tree}', 'main'];
    const objects = await Promise.all(names.map((name) => reader.read(name)));
    assert.deepEqual(
      objects.map(
        (object) => object && [object.type, object.type === 'blob' && object.bytes.length],
      ),
      [['blob', 300_004], undefined, ['blob', 0], ['tree', false], ['commit', false]],
    );
  });

  it('keeps one process for all reads; one that was killed costs no answer', async () => {
    await reader.read('main');
    const [first, ...others] = children();
    assert.deepEqual(others, []);
    process.kill(first ?? 0, 'SIGKILL');
    assert.equal((await reader.read('main'))?.type, 'commit');
    assert.notEqual(children()[0], first);
  });

  it('shares few processes with many others, and everyone gets his answers', async () => {
    const pool = new ReaderPool(2);
    const gitFolder = fixture.uri.slice('file://'.length);
    const environment = gitEnvironment(process.env, []);
    const others = Array.from({ length: 8 }, () => new ObjectReader(gitFolder, environment, pool));
    const before = children().length;
    const names = ['main', 'main:empty.yml', 'main:big.yml', 'main:nope'];
    const asked = others.flatMap((other) => names.map((name) => other.read(name)));
    const types = (await Promise.all(asked)).map((object) => object?.type);
    assert.ok(children().length - before <= 2);
    const expected = others.flatMap(() => ['commit', 'blob', 'blob', undefined]);
    assert.deepEqual(types, expected);
    await Promise.all(others.map((other) => other.stop()));
    assert.equal(children().length, before);
  });

  it('answers what was asked before it was released from the same process, the rest from another', async () => {
    const asked = [reader.read('main:big.yml'), reader.read('main')];
    await asked[0];
    const late = reader.read('main:big.yml');
    reader.release();
    const next = reader.read('main:empty.yml');
    const sizes = (await Promise.all([late, next])).map((object) => object?.bytes.length);
    assert.deepEqual(sizes, [300_004, 0]);
    await Promise.all(asked);
  });

  it('leaves no process behind', async () => {
    await reader.stop();
    assert.deepEqual(children(), []);
    await assert.rejects(reader.read('main'), { code: 'CONFIG_GIT_READER' });
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isGitUrl, parseGitRequest } from '../../../src/http/hosting/git-request.ts';

const read = (method: string, path: string) =>
  parseGitRequest({ method, url: `/git${path}` }, '/git');

describe('a request of Git', () => {
  it('lists refs, fetches or pushes', () => {
    const expected = { kind: 'advertise', repository: 'config', service: 'upload-pack' };
    assert.deepEqual(read('GET', '/config.git/info/refs?service=git-upload-pack'), expected);
    assert.deepEqual(read('POST', '/config.git/git-receive-pack'), {
      kind: 'answer',
      repository: 'config',
      service: 'receive-pack',
    });
  });

  it('is told from those of very old clients, which read files', () => {
    const files = [
      'HEAD',
      'info/refs',
      'objects/info/packs',
      'info/refs?service=git-upload-archive',
    ];
    for (const file of files) {
      assert.deepEqual(read('GET', `/config.git/${file}`), { kind: 'dumb', repository: 'config' });
    }
  });

  it('is nothing else: other files, services and methods are not known', () => {
    for (const path of ['', '/', '/config', '/config.git', '/config.git/', '/config.git/config']) {
      assert.deepEqual(read('GET', path), { kind: 'unknown' }, path);
    }
    assert.deepEqual(read('POST', '/config.git/git-upload-archive'), { kind: 'unknown' });
    assert.deepEqual(read('GET', '/config.git/git-upload-pack'), {
      kind: 'wrong-method',
      allow: 'POST',
    });
    for (const method of ['POST', 'HEAD', 'PUT', 'OPTIONS']) {
      assert.equal(read(method, '/config.git/info/refs').kind, 'wrong-method');
    }
  });

  it('never names a repository in another spelling than its own', () => {
    const spellings = [
      '%63onfig',
      '..%2fconfig',
      '.%2e/config',
      'x/../config',
      'config%00',
      ';/config',
    ];
    for (const name of spellings) {
      const request = read('POST', `/${name}.git/git-upload-pack`);
      assert.ok(!('repository' in request) || request.repository !== 'config', name);
    }
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const request = read('POST', path);
        const isAnswer = request.kind === 'answer';
        assert.ok(!isAnswer || path.startsWith(`/${request.repository}.git/git-`));
      }),
    );
  });

  it('is below its path, and beside it is none', () => {
    for (const url of ['/git', '/git/', '/git/x', '/git?x']) assert.ok(isGitUrl(url, '/git'), url);
    for (const url of ['/', '/gits', '/git-x/y', '/Git/x', '/%67it/x', '/x/git']) {
      assert.ok(!isGitUrl(url, '/git'), url);
    }
  });
});

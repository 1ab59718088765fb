import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { RemoteRepository } from '../../../src/adapters/git/remote-repository.ts';
import { createGitFixture, type GitFixture } from '../../git-fixture.ts';
import { type GitFault, type GitHostServer, startGitHost } from '../../git-host.ts';
import { repositorySettings } from '../../repository-settings.ts';

function status(code: number, text: string, type = 'text/html'): GitFault {
  return (_request, response) => {
    response.writeHead(code, { 'content-type': type }).end(text);
    return true;
  };
}

const REFS_TYPE = 'application/x-git-upload-pack-advertisement';

/** What a Git host may do to a check, and the reason that is given for it. */
const FAULTS: readonly (readonly [what: string, fault: GitFault, reason: RegExp])[] = [
  ['answers 401', status(401, 'who?'), /authentication|terminal prompts disabled|Username/i],
  ['answers 403', status(403, 'no'), /403/],
  ['answers 404', status(404, 'gone'), /not found/],
  ['answers 500', status(500, 'oops'), /500/],
  [
    'answers with a page',
    status(200, '<html>\nLog in\n</html>\n'),
    /not valid: is this a git repo/,
  ],
  ['answers with garbage of the right type', status(200, 'garbage', REFS_TYPE), /fatal: /],
  [
    'names refs and then nothing more',
    status(200, '001e# service=git-upload-pack\n0000', REFS_TYPE),
    /fatal: /,
  ],
  [
    'breaks off',
    (_request, response: ServerResponse) => {
      response.destroy();
      return true;
    },
    /fatal: /,
  ],
  [
    'leads in circles',
    (request, response) => {
      response.writeHead(302, { location: request.url ?? '/' }).end();
      return true;
    },
    /fatal: /,
  ],
  [
    'leads to a file of the server',
    (_request, response) => {
      response.writeHead(302, { location: 'file:///etc/passwd?service=git-upload-pack' }).end();
      return true;
    },
    /fatal: /,
  ],
];

describe('a remote that answers badly', () => {
  let fixture: GitFixture;
  let host: GitHostServer;
  let repository: RemoteRepository;
  let served: string;

  before(async () => {
    fixture = await createGitFixture();
    served = await fixture.push({ 'application.yml': 'fault: none\n' });
    host = await startGitHost(fixture.folder);
    const place = { uri: `${host.url}/config.git`, folder: fixture.folder };
    repository = new RemoteRepository(repositorySettings(place));
    await repository.start();
  });
  after(async () => {
    await repository.stop();
    await host.close();
    await fixture.remove();
  });

  for (const [what, fault, reason] of FAULTS) {
    it(`${what}: the last commit is served, with the reason, and the remote followed again [config 104]`, async () => {
      const pushed = await fixture.push({ 'application.yml': `fault: ${what}\n` });
      host.fault = fault;
      await repository.fetch();
      const { problem = '', problemSince = 0, checkedAt = 0 } = repository.status;
      assert.match(problem, reason);
      assert.ok(problemSince >= checkedAt);
      assert.equal(await repository.commitOf('main'), served);
      assert.equal((await repository.files(served)).size, 1);
      host.fault = undefined;
      await repository.fetch();
      assert.equal(repository.status.problem, undefined);
      assert.equal(await repository.commitOf('main'), pushed);
      served = pushed;
    });
  }
});

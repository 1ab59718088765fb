import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { access, chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '@vernal/core';
import { gitEnvironment } from '../../../src/adapters/git/git-environment.ts';
import { transportSettings, transportVariables } from '../../../src/adapters/git/git-transport.ts';
import { RemoteRepository } from '../../../src/adapters/git/remote-repository.ts';
import { sshHostOf } from '../../../src/adapters/git/repository-address.ts';
import { createGitFixture, type GitFixture } from '../../git-fixture.ts';
import { repositorySettings } from '../../repository-settings.ts';

/** Stands for ssh: notes how it was called, then runs the command here. */
const FAKE_SSH = `#!/bin/sh
printf '%s\\n' "$@" > "$(dirname "$0")/arguments"
"$SSH_ASKPASS" "Enter passphrase for key '/tmp/key': " > "$(dirname "$0")/passphrase"
"$SSH_ASKPASS" "git@git.example.org's password: " > "$(dirname "$0")/password"
while [ $# -gt 1 ]; do
  [ "$1" = -i ] && stat -c %a "$2" > "$(dirname "$0")/key-mode"
  shift
done
exec sh -c "$1"
`;

describe('a repository behind SSH', () => {
  let fixture: GitFixture;
  let bin: string;
  let repository: RemoteRepository;
  let commit: string;

  before(async () => {
    fixture = await createGitFixture();
    commit = await fixture.push({ 'application.yml': 'a: 1\n' });
    bin = join(fixture.folder, 'bin');
    await mkdir(bin);
    await writeFile(join(bin, 'ssh'), FAKE_SSH);
    await chmod(join(bin, 'ssh'), 0o755);
    const path = new URL(fixture.uri).pathname;
    const uri = `ssh://git@git.example.org:2222${path}`;
    const settings = repositorySettings(
      { uri, folder: fixture.folder },
      {
        ssh: {
          settings: 'own',
          hosts: 'known only',
          knownHost: '[git.example.org]:2222 ssh-ed25519 AAAA',
          privateKey: new Secret('the private key'),
          passphrase: new Secret('open sesame'),
        },
        environment: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
      },
    );
    repository = new RemoteRepository(settings);
    await repository.start();
  });
  after(async () => {
    await repository.stop();
    await fixture.remove();
  });

  const noted = async (name: string) => (await readFile(join(bin, name), 'utf8')).trim();

  it('is fetched with the key and the hosts of the options alone', async () => {
    assert.equal(await repository.commitOf('main'), commit);
    const words = (await noted('arguments')).split('\n');
    assert.ok(words.includes('StrictHostKeyChecking=yes'));
    assert.ok(words.includes('IdentitiesOnly=yes'));
    assert.equal(words[words.indexOf('-F') + 1], '/dev/null');
    const known = /^UserKnownHostsFile="(.+)"$/m.exec(words.join('\n'))?.[1] ?? '';
    assert.match(await readFile(known, 'utf8'), /^\[git\.example\.org\]:2222 ssh-ed25519 AAAA\n$/);
  });

  it('gives ssh the key in a file of its own and the passphrase by environment', async () => {
    assert.equal(await noted('key-mode'), '600');
    assert.equal(await noted('passphrase'), 'open sesame');
    assert.equal(await noted('password'), '', 'no other question is answered with it');
    assert.doesNotMatch(await noted('arguments'), /the private key|open sesame/);
  });

  it('leaves no key behind when it stops', async () => {
    const words = (await noted('arguments')).split('\n');
    const key = words[words.indexOf('-i') + 1] ?? '';
    assert.ok((await stat(key)).isFile());
    await repository.stop();
    await assert.rejects(access(key));
  });
});

describe('the way to a Git host', () => {
  it('leads through the proxy, except to the hosts that are named', () => {
    const transport = {
      certificates: 'accept-any',
      proxy: {
        host: 'proxy.example.org',
        port: 3128,
        username: 'me',
        password: new Secret('p@ss'),
        nonProxyHosts: '*.example.org|localhost',
      },
    } as const;
    const [ssl, proxy, ...helpers] = transportSettings(transport);
    assert.deepEqual(ssl, ['http.sslVerify', 'false']);
    assert.deepEqual(proxy, ['http.proxy', 'http://me@proxy.example.org:3128']);
    assert.doesNotMatch(JSON.stringify(helpers), /p@ss/);
    const uri = 'https://git.example.com/config.git';
    const variables = transportVariables(transport, uri);
    assert.equal(variables['VERNAL_PROXY_PASSWORD'], 'p@ss');
    assert.equal(variables['no_proxy'], '.example.org,localhost');
    const plain = { certificates: 'check', proxy: {} } as const;
    assert.deepEqual([transportSettings(plain), transportVariables(plain, uri)], [[], {}]);
  });

  it('gives the password of the proxy to the proxy alone, and to no repository at the same place', () => {
    const transport = {
      certificates: 'check',
      proxy: { host: '127.0.0.1', port: 3128, username: 'me@corp', password: new Secret('p@ss') },
    } as const;
    const env = {
      ...gitEnvironment(process.env, transportSettings(transport)),
      ...transportVariables(transport, 'http://127.0.0.1:3128/config.git'),
      GIT_ASKPASS: 'false',
    };
    const fill = (input: string) =>
      spawnSync('git', ['credential', 'fill'], { env, input, encoding: 'utf8' }).stdout;
    const place = 'protocol=http\nhost=127.0.0.1:3128\n';
    assert.match(fill(`${place}username=me@corp\n\n`), /^password=p@ss$/m);
    assert.doesNotMatch(fill(`${place}\n`), /p@ss/);
    assert.doesNotMatch(fill(`${place}username=other\n\n`), /p@ss/);
  });

  for (const [pattern, isAskedDirectly] of [
    ['10.1.*', true],
    ['*', true],
    ['GIT.*.org|10.1.2.3', true],
    ['10.*.3', true],
    ['*1.2*', true],
    ['*0*1*.3', true],
    ['10.2.*', false],
    ['*corp*', false],
    ['1*2*1*', false],
    ['10.1.2*2.3', false],
    ['0.1.2.3', false],
  ] as const) {
    it(`leads ${isAskedDirectly ? 'straight' : 'through the proxy'} to 10.1.2.3 when ${pattern} needs no proxy`, () => {
      const transport = { certificates: 'check', proxy: { nonProxyHosts: pattern } } as const;
      const variables = transportVariables(transport, 'http://10.1.2.3:8080/config.git');
      const hosts = variables['no_proxy']?.split(',') ?? [];
      assert.equal(hosts.includes('10.1.2.3'), isAskedDirectly);
    });
  }

  it('names the host of an SSH address as a file of known hosts does', () => {
    assert.equal(sshHostOf('git@git.example.org:team/config.git'), 'git.example.org');
    assert.equal(sshHostOf('ssh://git@git.example.org/config.git'), 'git.example.org');
    assert.equal(sshHostOf('ssh://git@git.example.org:2222/config.git'), '[git.example.org]:2222');
    assert.equal(sshHostOf('ssh://git@git.example.org:22/config.git'), 'git.example.org');
    assert.equal(sshHostOf('ssh://git@[::1]:2222/config.git'), '[::1]:2222');
    for (const other of ['https://git.example.org/config.git', 'file:///srv/config', '/srv/a']) {
      assert.equal(sshHostOf(other), undefined, other);
    }
  });
});

import assert from 'node:assert/strict';
import { Secret } from '@vernal/core';
import { bindTable, type Settings, settingsLayer, stackLayers } from '@vernal/core/options';
import { transportOf } from '../../src/composition/git-transport.ts';
import { inherit } from '../../src/composition/inherited-git-options.ts';
import { type GitOptions, gitOptions } from '../../src/options/git-options.ts';

const PARENT: Settings = {
  'ignore-local-ssh-settings': true,
  'private-key': 'key of all',
  passphrase: 'passphrase of all',
  'host-key': 'AAAA',
  'host-key-algorithm': 'ssh-ed25519',
  username: 'all',
  password: 'password of all',
};

function optionsOf(settings: Settings): GitOptions {
  const bound = bindTable(gitOptions(''), stackLayers([settingsLayer(settings)]));
  assert.ok(bound.ok);
  return bound.value;
}

/** How a team's repository is reached over SSH, secrets in clear. */
function sshOf(team: Settings): object {
  const git = inherit(optionsOf(team), optionsOf(PARENT));
  const transport = transportOf(git, 'ssh://git@git.example.org/team.git');
  assert.ok('ssh' in transport);
  const entries = Object.entries(transport.ssh).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]),
  );
}

describe("a team's repository", () => {
  const ofAll = {
    settings: 'own',
    hosts: 'known only',
    knownHost: 'git.example.org ssh-ed25519 AAAA',
    passphrase: 'passphrase of all',
    privateKey: 'key of all',
  };

  it('takes over how the repository of all is reached over SSH', () => {
    assert.deepEqual(sshOf({}), ofAll);
  });

  it('has a key of its own on the same host', () => {
    const team = { 'private-key': 'key of the team', passphrase: 'of the team' };
    const own = { privateKey: 'key of the team', passphrase: 'of the team' };
    assert.deepEqual(sshOf(team), { ...ofAll, ...own });
  });

  it('is on a host of its own, of which the host key of all says nothing', () => {
    const { knownHost: _, ...others } = ofAll;
    const own = { knownHostsFile: '/etc/team/known_hosts', hosts: 'any' };
    const team = { 'known-hosts-file': own.knownHostsFile, 'strict-host-key-checking': false };
    assert.deepEqual(sshOf(team), { ...others, ...own });
  });

  it('takes user and password over together', () => {
    const { username, password } = inherit(optionsOf({ username: 'me' }), optionsOf(PARENT));
    assert.deepEqual([username, password], ['me', undefined]);
    assert.equal(inherit(optionsOf({}), optionsOf(PARENT)).username, 'all');
  });
});

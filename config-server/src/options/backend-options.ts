import {
  duration,
  flag,
  inert,
  integer,
  list,
  objects,
  objectsByName,
  records,
  text,
} from '@vernal/core/options';
import { gitHostOptions } from './git-host-options.ts';
import { gitOptions, teamRepositoryOptions } from './git-options.ts';
import { nativeOptions } from './native-options.ts';

const SERVER = 'spring.cloud.config.server';
const GIT = `${SERVER}.git.`;

/** Options of Spring's backends that mean nothing here. */
function withoutEffect(prefix: { readonly git: string; readonly native: string }) {
  return {
    withoutWorkingTree: inert('nothing is checked out', [`${prefix.git}force-pull`]),
    withoutSubmodules: inert('files of submodules are not served', [
      `${prefix.git}clone-submodules`,
    ]),
    brokenFolders: inert('vernal.config.hold-broken says what becomes of broken files', [
      `${prefix.native}fail-on-error`,
    ]),
  };
}

const teamOptions = {
  ...teamRepositoryOptions,
  ...withoutEffect({ git: '', native: '' }),
  key: inert('an entry is known by its name in the options', ['name']),
};

/** Where environments are read from, under Spring's names (config-protocol 8.1). */
export const backendOptions = {
  activeProfiles: list('spring.profiles.active', {
    default: [],
    description: 'Backends: git, native, composite; git when none is named',
  }),
  includedProfiles: list('spring.profiles.include', {
    default: [],
    description: 'More of them, whatever is active',
  }),
  profileGroups: records('spring.profiles.group', {
    description: 'Profiles that are active together with the one that a group is called by',
  }),
  ...gitOptions(GIT),
  timeoutMs: duration(`${GIT}timeout`, {
    default: 5_000,
    unit: 's',
    description: 'How long a request waits for the remote; plain numbers are seconds',
  }),
  refreshRateMs: duration(`${GIT}refresh-rate`, {
    default: 0,
    unit: 's',
    minMs: Number.MIN_SAFE_INTEGER,
    description: 'Seconds between checks of the remote: 0 at every request, below 0 never',
  }),
  serverDefaultLabel: text(`${SERVER}.default-label`, {
    description: 'Beats spring.cloud.config.server.git.default-label',
  }),
  teamRepositories: objectsByName(`${SERVER}.git.repos`, teamOptions, {
    shortcut: 'uri',
    description: 'Repositories of the applications that a pattern names; the rest reads git.uri',
  }),
  ...nativeOptions(`${SERVER}.native.`),
  composite: objects(
    `${SERVER}.composite`,
    {
      type: text('type', { default: '', description: 'git or native' }),
      ...gitOptions(''),
      ...nativeOptions(''),
      ...withoutEffect({ git: '', native: '' }),
      teamRepositories: objectsByName('repos', teamOptions, {
        shortcut: 'uri',
        description: 'Repositories of the applications that a pattern names',
      }),
    },
    { description: 'Backends in order, the first strongest; with profile composite' },
  ),
  failOnCompositeError: flag(`${SERVER}.fail-on-composite-error`, {
    default: true,
    description: 'Answer an error when one of several backends can not answer',
  }),
  maxReaders: integer('vernal.config.max-readers', {
    default: 50,
    min: 1,
    description: 'Processes that read Git objects at once, one for each repository in use',
  }),
  ...gitHostOptions,
  ...withoutEffect({ git: GIT, native: `${SERVER}.native.` }),
  ownConfiguration: inert('the server reads its own options from its own files', [
    `${SERVER}.bootstrap`,
  ]),
  withoutConsul: inert('there is no backend of Consul to watch', [`${SERVER}.consul`]),
  monitorIntervalMs: duration(`${SERVER}.monitor.fixed-delay`, {
    default: 5_000,
    minMs: 100,
    description: 'Time between looks at the folders of a native backend',
  }),
};

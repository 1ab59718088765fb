import {
  duration,
  flag,
  inert,
  integer,
  list,
  objects,
  objectsByName,
  text,
} from '@vernal/core/options';
import { gitHostOptions } from './git-host-options.ts';
import { gitOptions, teamRepositoryOptions } from './git-options.ts';
import { nativeOptions } from './native-options.ts';

const SERVER = 'spring.cloud.config.server';
const GIT = `${SERVER}.git.`;

/** Where environments are read from, under Spring's names (config-protocol 8.1). */
export const backendOptions = {
  activeProfiles: list('spring.profiles.active', {
    default: [],
    description: 'Backends: git, native, composite; git when none is named',
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
  teamRepositories: objectsByName(`${SERVER}.git.repos`, teamRepositoryOptions, {
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
      teamRepositories: objectsByName('repos', teamRepositoryOptions, {
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
  withoutWorkingTree: inert('nothing is checked out', [`${GIT}force-pull`]),
  withoutSubmodules: inert('files of submodules are not served', [`${GIT}clone-submodules`]),
  ownConfiguration: inert('the server reads its own options from its own files', [
    `${SERVER}.bootstrap`,
  ]),
  brokenFolders: inert('vernal.config.hold-broken says what becomes of broken files', [
    `${SERVER}.native.fail-on-error`,
  ]),
  monitorIntervalMs: duration(`${SERVER}.monitor.fixed-delay`, {
    default: 5_000,
    minMs: 100,
    description: 'Time between looks at the folders of a native backend',
  }),
};

import {
  dataSize,
  duration,
  flag,
  integer,
  list,
  objects,
  objectsByName,
  text,
} from '@vernal/core/options';

const DEFAULT_MAX_PUSH_BYTES = 100 * 1024 * 1024;

/** Who may do what with branches and tags whose name a pattern fits. */
const branchOptions = {
  pattern: text('pattern', { default: '*', description: 'Name of a branch or tag; * is any text' }),
  push: list('push', {
    default: ['*'],
    description: 'Who may push: names, ROLE_... or * for all with the role push',
  }),
  forcePush: list('force-push', {
    default: [],
    description: 'Who may also replace commits; nobody by default',
  }),
  delete: list('delete', { default: [], description: 'Who may also delete; nobody by default' }),
};

const repositoryOptions = {
  defaultBranch: text('default-branch', {
    description: 'Branch that a new repository begins with; the default label when not set',
  }),
  branches: objects('branches', branchOptions, {
    description: 'Rights by branch; the first that fits counts',
  }),
};

/** Options of the Git repositories that this server hosts. */
export const hostingOptions = {
  gitEnabled: flag('vernal.git.enabled', {
    default: false,
    description: 'Host Git repositories: clone, fetch and push over HTTP',
  }),
  gitPath: text('vernal.git.path', {
    default: '/git',
    description: 'Path below which they are, as PATH/NAME.git; no application can have its name',
  }),
  hostedRepositories: objectsByName('vernal.git.repositories', repositoryOptions, {
    shortcut: 'default-branch',
    description: 'Repositories by name, made when missing; one named config when none is given',
  }),
  maxPushBytes: dataSize('vernal.git.max-push-size', {
    default: DEFAULT_MAX_PUSH_BYTES,
    description: 'Largest pack that is accepted in one push',
  }),
  maxGitProcesses: integer('vernal.git.max-processes', {
    default: 8,
    min: 1,
    description: 'Clones, fetches and pushes that are served at once; others wait',
  }),
  gitTimeoutMs: duration('vernal.git.timeout', {
    default: 300_000,
    minMs: 1,
    description: 'How long one clone, fetch or push may take',
  }),
};

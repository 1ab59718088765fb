import {
  defineOptions,
  flag,
  list,
  type OptionsOf,
  objects,
  secret,
  text,
} from '@vernal/core/options';
import { tokenOptions } from './tokens/token-options.ts';

const rights = defineOptions({
  roles: list('roles', { default: [], description: 'Roles' }),
  applications: list('applications', {
    default: [],
    description: 'Applications it may speak for: NAME or PREFIX*',
  }),
  reads: list('reads', {
    default: [],
    description: 'Configurations it may read: APPLICATION/PROFILE/LABEL, each NAME, PREFIX* or *',
  }),
});

const user = defineOptions({
  name: text('name', { default: '', description: 'Name' }),
  password: secret('password', { description: 'Password: plain, {noop}... or {bcrypt}...' }),
  ...rights,
});

const certificate = defineOptions({
  name: text('name', { default: '', description: 'Common name, or PREFIX*' }),
  ...rights,
});

/** Who may call a daemon. */
export const securityOptions = defineOptions({
  userName: text('spring.security.user.name', { description: 'User that may call this server' }),
  userPassword: secret('spring.security.user.password', {
    description: 'Password of that user: plain, {noop}... or {bcrypt}...',
  }),
  userRoles: list('spring.security.user.roles', { default: [], description: 'Roles of that user' }),
  users: objects('vernal.security.users', user, {
    description: 'More users: [n].name, [n].password, [n].roles, [n].applications, [n].reads',
  }),
  certificates: objects('vernal.security.certificates', certificate, {
    description: 'Rights of client certificates: [n].name, [n].roles, [n].applications, [n].reads',
  }),
  ...tokenOptions,
  allowAnonymous: flag('vernal.security.allow-anonymous-on-public-address', {
    default: false,
    description: 'Listen on a public address although no credentials are configured',
  }),
});

/** The values of {@link securityOptions}. */
export type SecurityOptions = OptionsOf<typeof securityOptions>;

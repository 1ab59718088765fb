import { busOptions } from '@vernal/bus';
import {
  defineOptions,
  duration,
  flag,
  list,
  type OptionsOf,
  oneOf,
  records,
  secret,
  text,
} from '@vernal/core/options';

const SERVER = 'spring.cloud.config.server';

/** Options of the config server, under Spring's names (config-protocol 8.1). */
export const configOptions = defineOptions({
  gitUri: text(`${SERVER}.git.uri`, {
    description: 'Git repository: an http(s), ssh or file URL, or a folder',
  }),
  gitUsername: text(`${SERVER}.git.username`, { description: 'User at the Git host' }),
  gitPassword: secret(`${SERVER}.git.password`, {
    description: 'Password or token at the Git host',
  }),
  defaultLabel: text(`${SERVER}.git.default-label`, {
    default: 'main',
    description: 'Branch, tag or commit when a request names none',
  }),
  tryMasterBranch: flag(`${SERVER}.git.try-master-branch`, {
    default: true,
    description: 'Read master where main does not exist',
  }),
  searchPaths: list(`${SERVER}.git.search-paths`, {
    default: [],
    description:
      'Folders searched besides the root; {application}, {profile}, {label}, * and ** work',
  }),
  basedir: text(`${SERVER}.git.basedir`, {
    description: 'Folder of the mirrors of remote repositories; below the data folder when not set',
  }),
  timeoutMs: duration(`${SERVER}.git.timeout`, {
    default: 5_000,
    unit: 's',
    description: 'How long a request waits for the remote; plain numbers are seconds',
  }),
  refreshRateMs: duration(`${SERVER}.git.refresh-rate`, {
    default: 0,
    unit: 's',
    minMs: Number.MIN_SAFE_INTEGER,
    description: 'Seconds between checks of the remote: 0 at every request, below 0 never',
  }),
  reverseLocationOrder: flag(`${SERVER}.reverse-location-order`, {
    default: false,
    description: 'Look for files to serve as they are in the last search path first',
  }),
  overrides: records(`${SERVER}.overrides`, { description: 'Properties that beat every file' }),
  prefix: text(`${SERVER}.prefix`, { default: '', description: 'Path before all environments' }),
  acceptEmpty: flag(`${SERVER}.accept-empty`, {
    default: true,
    description: 'Answer 200 when no file was found, else 404',
  }),
  stripDocument: flag(`${SERVER}.strip-document-from-yaml`, {
    default: true,
    description: 'Serve a file that is only a list or a text as YAML without the key document',
  }),
  encryptEnabled: flag(`${SERVER}.encrypt.enabled`, {
    default: true,
    description: 'Decrypt {cipher} values before they are served',
  }),
  encryptKey: secret('encrypt.key', { description: 'Password that {cipher} values are made with' }),
  encryptSalt: text('encrypt.salt', {
    default: 'deadbeef',
    description: 'Salt of the key, hexadecimal digits',
  }),
  prefixInvalid: flag(`${SERVER}.encrypt.prefix-invalid-properties`, {
    default: true,
    description: 'Serve a value that can not be decrypted as invalid.<key>, else as it is written',
  }),
  keyStoreLocation: text('encrypt.key-store.location', {
    description: 'Key store with RSA keys, PKCS#12 or JKS: a path or a file: URL',
  }),
  keyStorePassword: secret('encrypt.key-store.password', {
    description: 'Password of the key store',
  }),
  keyStoreAlias: text('encrypt.key-store.alias', { description: 'Alias of the key to use' }),
  keyStoreSecret: secret('encrypt.key-store.secret', {
    description: 'Password of the key; that of the store when not set',
  }),
  rsaAlgorithm: oneOf('encrypt.rsa.algorithm', ['DEFAULT', 'OAEP'], {
    default: 'DEFAULT',
    description: 'Padding of RSA: DEFAULT is PKCS#1 v1.5',
  }),
  rsaStrong: flag('encrypt.rsa.strong', {
    default: false,
    description: 'Encrypt with AES-GCM under RSA, else with AES-CBC',
  }),
  rsaSalt: text('encrypt.rsa.salt', {
    default: 'deadbeef',
    description: 'Salt of the AES key under RSA, hexadecimal digits or any text',
  }),
  holdBroken: flag('vernal.config.hold-broken', {
    default: true,
    description: 'Serve the last good commit while the newest has a broken file',
  }),
  pollIntervalMs: duration('vernal.config.poll-interval', {
    default: 30_000,
    description: 'Time between checks of a remote repository that nobody asked for',
  }),
  ...busOptions,
});
export type ConfigOptions = OptionsOf<typeof configOptions>;

import { flag, inert, objectsByName, oneOf, secret, text } from '@vernal/core/options';

/** A key that texts name by `{key:NAME}`: itself, or the file that holds it. */
const namedKeyOptions = {
  key: secret('key', { description: 'A password, or the PEM of an RSA private key' }),
  file: text('file', { description: 'File that holds the key' }),
};

/** What `{cipher}` values are opened and made with, under Spring's names (config-protocol 5.2, 5.4). */
export const encryptionOptions = {
  encryptKey: secret('encrypt.key', { description: 'Password that {cipher} values are made with' }),
  encryptKeyFile: text('vernal.config.encrypt.key-file', {
    description: 'File that holds what encrypt.key would, such as a mounted secret',
  }),
  encryptSalt: text('encrypt.salt', {
    default: 'deadbeef',
    description: 'Salt of the key, hexadecimal digits',
  }),
  failOnUnreadable: flag('encrypt.fail-on-error', {
    default: true,
    description: 'Refuse to start with an option that can not be decrypted, else leave it empty',
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
  keyStoreType: inert('PKCS#12 and JKS are told apart by what the file holds', [
    'encrypt.key-store.type',
  ]),
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
  namedKeys: objectsByName('vernal.config.encrypt.keys', namedKeyOptions, {
    shortcut: 'key',
    description: 'Keys of the values that name them: {cipher}{key:NAME}…',
  }),
  newestKey: text('vernal.config.encrypt.newest-key', {
    description:
      'Name or alias of the key of new values; that of values without a name when not set',
  }),
};

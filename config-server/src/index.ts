export { loadEncryption } from './adapters/encryption-keys.ts';
export { BatchOutput, type GitObject } from './adapters/git/batch-output.ts';
export { configDaemon } from './config-daemon.ts';
export type { ConfigOptions } from './config-options.ts';
export {
  type CheckedFile,
  checkConfigFiles,
  type Finding,
  isConfigFile,
} from './domain/config-check.ts';
export { encryptionOptions } from './options/encryption-options.ts';

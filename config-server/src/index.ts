export { loadEncryption } from './adapters/encryption-keys.ts';
export { BatchOutput, type GitObject } from './adapters/git/batch-output.ts';
export {
  type CommitReader,
  checkOffline,
  type GivenSchema,
  readCommits,
} from './composition/offline-checks.ts';
export { decryptOwnOptions } from './composition/own-options.ts';
export { configDaemon } from './config-daemon.ts';
export type { ConfigOptions } from './config-options.ts';
export type { Reaction } from './domain/checks/check-file.ts';
export type { Finding } from './domain/checks/finding.ts';
export { findingLines } from './domain/checks/finding-lines.ts';
export { isShared, readingsOfName } from './domain/file-readings.ts';
export { labelOfRef, parseRefUpdate } from './domain/hosting/ref-update.ts';
export { encryptionOptions } from './options/encryption-options.ts';
export type { PushedLabel, PushedObjects } from './ports/push-check.ts';

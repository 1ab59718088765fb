import { type Clock, fail } from '@vernal/core';
import type { TextEncryption } from '@vernal/protocol/config';
import { ConfigPushCheck } from './checks/config-push-check.ts';
import { FileReports } from './checks/file-reports.ts';
import { Readership, type ReadershipParts } from './checks/readership.ts';
import type { ConfigOptions } from './config-options.ts';
import type { FileRules } from './domain/checks/check-file.ts';
import type { PushCheck } from './ports/push-check.ts';

/** The options of checks. */
export type PushCheckOptions = Pick<
  ConfigOptions,
  'checkSecrets' | 'checkMaxFileBytes' | 'checkTimeoutMs' | 'encryptEnabled'
>;

/** What checks of pushes are made of. */
export interface PushCheckNeeds extends ReadershipParts {
  readonly clock: Clock;
  /** undefined without a key. */
  readonly encryption: TextEncryption | undefined;
}

/** The check of what is pushed to hosted repositories. */
export function createPushCheck(
  options: PushCheckOptions,
  { clock, encryption, ...readers }: PushCheckNeeds,
): PushCheck {
  const { checkSecrets: secrets, checkMaxFileBytes: maxBytes, encryptEnabled } = options;
  const decrypt: FileRules['decrypt'] = (text) =>
    encryption?.decrypt(text) ?? fail('there is no key');
  return new ConfigPushCheck({
    readership: new Readership(readers),
    reports: new FileReports({ secrets, maxBytes, ...(encryptEnabled ? { decrypt } : {}) }),
    syntaxReports: new FileReports({ secrets, maxBytes }),
    clock,
    limitMs: options.checkTimeoutMs,
  });
}

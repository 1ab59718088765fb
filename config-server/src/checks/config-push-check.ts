import type { Clock } from '@vernal/core';
import { type Finding, inReadingOrder } from '../domain/checks/finding.ts';
import type {
  PushCheck,
  PushDeadline,
  PushedLabel,
  PushedObjects,
  PushReport,
} from '../ports/push-check.ts';
import { checkChangedFiles, type PushedChange } from './changed-files.ts';
import { Deadline } from './deadline.ts';
import type { FileReports } from './file-reports.ts';
import type { Readers } from './readership.ts';
import type { ServiceCheck } from './service-check.ts';

/** By which rules pushes are judged. */
export interface ConfigPushCheckParts {
  readonly readership: Readers;
  /** For labels that services read. */
  readonly reports: FileReports;
  /** For all others: their values may be meant for another server with other keys. */
  readonly syntaxReports: FileReports;
  readonly services: ServiceCheck;
  readonly clock: Clock;
  /** A push that takes longer is refused. */
  readonly limitMs: number;
}

/** Refuses a push that brings what can't be served, or must not be in a repository. */
export class ConfigPushCheck implements PushCheck {
  readonly #parts: ConfigPushCheckParts;

  constructor(parts: ConfigPushCheckParts) {
    this.#parts = parts;
  }

  begin(signal?: AbortSignal): PushDeadline {
    const { clock, limitMs } = this.#parts;
    return new Deadline(clock, limitMs, signal);
  }

  async check(
    pushed: PushedLabel,
    objects: PushedObjects,
    deadline: PushDeadline,
  ): Promise<PushReport> {
    const { readership, reports, syntaxReports, services, limitMs } = this.#parts;
    const isRead = readership.isRead(objects.uri, pushed.label);
    const change = await this.#changeOf(pushed, objects);
    const rules = { reports: isRead ? reports : syntaxReports, deadline };
    const findings = await checkChangedFiles(change, rules);
    if (isRead) findings.push(...(await services.check({ pushed, change, deadline })));
    return reportOf(deadline.passed ? [...findings, tookTooLong(limitMs)] : findings);
  }

  async #changeOf(pushed: PushedLabel, objects: PushedObjects): Promise<PushedChange> {
    const commitBefore = await this.#parts.readership.commitBefore(pushed, objects.uri);
    const before = commitBefore === undefined ? new Map() : await objects.files(commitBefore);
    return { before, after: await objects.files(pushed.commit), objects };
  }
}

function reportOf(findings: readonly Finding[]): PushReport {
  const ordered = inReadingOrder(findings);
  return { verdict: ordered[0]?.severity === 'error' ? 'refused' : 'accepted', findings: ordered };
}

function tookTooLong(limitMs: number): Finding {
  const problem = `the check did not end within ${limitMs} ms: push less at once, or raise vernal.config.check.timeout`;
  return { path: '', severity: 'error', problem };
}
